namespace ActorKube.ApiServer.Protobuf;

/// <summary>Reads protobuf's wire format from left to right. Nothing throws: what can't be read gives false, and nothing after it is read.</summary>
/// <remarks>Source: https://protobuf.dev/programming-guides/encoding/.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    internal const int Varint = 0;
    internal const int Fixed64 = 1;
    internal const int Bytes = 2;
    internal const int Fixed32 = 5;

    private const int LongestVarint = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True once all is read.</summary>
    internal readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads which field comes next and in which form; fields are numbered from 1.</summary>
    internal bool TryReadTag(out ulong number, out int wireType)
    {
        var isRead = TryReadVarint(out var tag);
        (number, wireType) = (tag >> 3, (int)(tag & 7));
        return isRead && number > 0;
    }

    /// <summary>Reads a number in groups of seven bits, the least first; what is beyond 64 bits falls away.</summary>
    internal bool TryReadVarint(out ulong number)
    {
        number = 0;
        for (var index = 0; index < LongestVarint && index < _rest.Length; index++)
        {
            number |= (ulong)(_rest[index] & 0x7f) << (7 * index);
            if (_rest[index] >= 0x80)
                continue;
            _rest = _rest[(index + 1)..];
            return true;
        }
        return false;
    }

    /// <summary>Reads a run of bytes that says its length.</summary>
    internal bool TryReadBytes(out ReadOnlySpan<byte> run)
    {
        run = default;
        return TryReadVarint(out var length) && TryTake(length, out run);
    }

    /// <summary>Passes over a value in that form; groups, which proto3 gave up, are in none.</summary>
    internal bool TrySkip(int wireType) => wireType switch
    {
        Varint => TryReadVarint(out _),
        Bytes => TryReadBytes(out _),
        Fixed64 => TryTake(sizeof(ulong), out _),
        Fixed32 => TryTake(sizeof(uint), out _),
        _ => false,
    };

    private bool TryTake(ulong length, out ReadOnlySpan<byte> run)
    {
        var isThere = length <= (ulong)_rest.Length;
        run = isThere ? _rest[..(int)length] : default;
        if (isThere)
            _rest = _rest[(int)length..];
        return isThere;
    }
}
