using System.Runtime.Serialization;

namespace ActorKube.Protocol.Serialization;

/// <summary>
/// How the values of an enum map to those of the wire, written out so that reordering one never changes the other. What is not
/// written out is refused, in both directions.
/// </summary>
internal sealed class WireEnum<TValue, TWire>
    where TValue : struct, Enum
    where TWire : struct, Enum
{
    private readonly Dictionary<TValue, TWire> _toWire;
    private readonly Dictionary<TWire, TValue> _fromWire;

    public WireEnum(params ReadOnlySpan<(TValue Value, TWire Wire)> pairs)
    {
        (_toWire, _fromWire) = ([], []);
        foreach (var (value, wire) in pairs)
        {
            _toWire.Add(value, wire);
            _fromWire.Add(wire, value);
        }
    }

    public TWire ToWire(TValue value) => _toWire.TryGetValue(value, out var wire)
        ? wire
        : throw new SerializationException($"{typeof(TValue).Name}.{value} has no value on the wire");

    public TValue FromWire(TWire wire) => _fromWire.TryGetValue(wire, out var value)
        ? value
        : throw new SerializationException($"{wire} is no {typeof(TValue).Name} that this version knows");
}
