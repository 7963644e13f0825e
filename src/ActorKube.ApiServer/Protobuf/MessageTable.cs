using System.Collections.Frozen;
using System.Globalization;

namespace ActorKube.ApiServer.Protobuf;

/// <summary>The messages of Kubernetes 1.32 that clients send, from the embedded <c>messages.txt</c>, whose first lines tell its form.</summary>
internal sealed class MessageTable
{
    private const string Resource = "ActorKube.ApiServer.Protobuf.messages.txt";

    /// <summary>The section of messages that every group uses.</summary>
    private const string Common = "meta";

    private static readonly Lazy<MessageTable> OfKubernetes = new(Load);

    private readonly FrozenDictionary<string, MessageType> _byName;

    private MessageTable(FrozenDictionary<string, MessageType> byName) => _byName = byName;

    /// <summary>The one table; read on first use.</summary>
    internal static MessageTable Kubernetes => OfKubernetes.Value;

    /// <summary>All messages.</summary>
    internal IReadOnlyCollection<MessageType> Messages => _byName.Values;

    /// <summary>The message of a kind; null if it isn't one that can be read. DeleteOptions belong to every version of every group.</summary>
    internal MessageType? Find(string apiVersion, string kind) => kind == "DeleteOptions"
        ? _byName[$"{Common}/{kind}"]
        : _byName.GetValueOrDefault($"{apiVersion}/{kind}") is { } message && message.Fields.Any(field => field.Name == "metadata") ? message : null;

    private static MessageTable Load()
    {
        using var stream = typeof(MessageTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"the assembly has no resource {Resource}");
        using var reader = new StreamReader(stream);
        var texts = new Dictionary<string, List<string>>();
        var (section, fields) = ("", new List<string>());
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("@ ", StringComparison.Ordinal))
                section = line[2..];
            else if (line.StartsWith(' '))
                fields.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            else if (line.Length > 0 && !line.StartsWith('#'))
                texts[$"{section}/{line}"] = fields = [];
        }
        var messages = texts.Keys.ToFrozenDictionary(name => name, name => new MessageType(name));
        foreach (var (name, text) in texts)
            messages[name].Define([.. text.Select(field => ReadField(field, name[..name.LastIndexOf('/')], messages))]);
        return new(messages);
    }

    /// <summary>Reads <c>NUMBER:NAME:TYPE</c>.</summary>
    private static MessageField ReadField(string text, string section, FrozenDictionary<string, MessageType> messages)
    {
        var parts = text.Split(':');
        var (shape, type) = parts[2][0] switch
        {
            '[' => (FieldShape.List, parts[2][1..^1]),
            '{' => (FieldShape.Map, parts[2][1..^1]),
            '+' => (FieldShape.Inline, parts[2][1..]),
            _ => (FieldShape.Single, parts[2].TrimEnd('!')),
        };
        // Types of their own are written small, messages with a capital.
        var message = char.IsAsciiLetterLower(type[0]) && !type.Contains('/', StringComparison.Ordinal) ? null
            : messages[type.Contains('/', StringComparison.Ordinal) ? type : $"{section}/{type}"];
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], message is null ? Enum.Parse<FieldType>(type, ignoreCase: true) : FieldType.Message,
            shape, parts[2].EndsWith('!'), message);
    }
}
