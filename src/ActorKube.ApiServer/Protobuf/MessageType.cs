namespace ActorKube.ApiServer.Protobuf;

/// <summary>A message: its fields by number.</summary>
internal sealed class MessageType(string name)
{
    private MessageField?[] _fields = [];

    /// <summary>Its name, as <c>SECTION/MESSAGE</c>.</summary>
    internal string Name { get; } = name;

    /// <summary>The fields, in order of their numbers.</summary>
    internal IEnumerable<MessageField> Fields => _fields.OfType<MessageField>();

    /// <summary>The field of that number; null if there is none.</summary>
    internal MessageField? this[ulong number] => number < (ulong)_fields.Length ? _fields[number] : null;

    /// <summary>Gives the message its fields, once all messages are known by name.</summary>
    internal void Define(IReadOnlyCollection<MessageField> fields)
    {
        _fields = new MessageField?[fields.Max(field => field.Number) + 1];
        foreach (var field in fields)
            _fields[field.Number] = field;
    }
}
