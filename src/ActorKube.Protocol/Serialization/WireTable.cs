using System.Runtime.Serialization;
using System.Text.Json;
using Google.Protobuf;

namespace ActorKube.Protocol.Serialization;

/// <summary>The messages of one conversation: for each its manifest and how it maps to its protobuf message and back.</summary>
/// <param name="conversation">Name of the conversation, for errors.</param>
internal sealed class WireTable(string conversation)
{
    private readonly Dictionary<Type, Row> _byType = [];
    private readonly Dictionary<string, Row> _byManifest = [];

    /// <summary>Adds a message. Manifests and message types are unique within a conversation.</summary>
    public WireTable Add<TMessage, TWire>(string manifest, Func<TMessage, TWire> toWire, Func<TWire, TMessage> fromWire)
        where TMessage : class
        where TWire : IMessage<TWire>, new()
    {
        var parser = new MessageParser<TWire>(static () => new TWire());
        var row = new Row(manifest, message => toWire((TMessage)message).ToByteArray(), bytes => fromWire(parser.ParseFrom(bytes)));
        _byType.Add(typeof(TMessage), row);
        _byManifest.Add(manifest, row);
        return this;
    }

    /// <summary>The manifest of a message.</summary>
    /// <exception cref="SerializationException">The conversation has no such message.</exception>
    public string ManifestOf(object message) => Find(message).Manifest;

    /// <summary>The bytes of a message.</summary>
    /// <exception cref="SerializationException">The conversation has no such message.</exception>
    public byte[] Write(object message) => Find(message).Write(message);

    /// <summary>The message of that manifest.</summary>
    /// <exception cref="SerializationException">The manifest is unknown, or the bytes are not such a message.</exception>
    public object Read(byte[] bytes, string manifest)
    {
        if (!_byManifest.TryGetValue(manifest, out var row))
            throw new SerializationException($"the {conversation} conversation has no message with the manifest \"{manifest}\"");
        try
        {
            return row.Read(bytes);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or JsonException)
        {
            throw new SerializationException($"a \"{manifest}\" message of the {conversation} conversation can't be read: {fault.Message}", fault);
        }
    }

    private Row Find(object message) => _byType.TryGetValue(message.GetType(), out var row)
        ? row
        : throw new SerializationException(
            $"{message.GetType()} is bound to the {conversation} conversation, but its serializer has no line for it: add it to the .proto, the mapping and the table");

    private sealed record Row(string Manifest, Func<object, byte[]> Write, Func<byte[], object> Read);
}
