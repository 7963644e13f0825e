using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>
/// Finds whole entries in an archive that comes in pieces, and knows its end, even if the sender can't say it. It keeps one entry at a time.
/// </summary>
/// <remarks>Source: POSIX.1-2017, pax Interchange Format.</remarks>
/// <param name="mostBytes">A larger entry is refused before it is kept.</param>
internal sealed class TarScanner(long mostBytes)
{
    private const int Block = 512;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int TypeOffset = 156;

    private readonly MemoryStream _entry = new();
    private readonly byte[] _header = new byte[Block];
    private int _headerLength;
    private long _dataLeft;
    private bool _isExtension;
    private int _emptyBlocks;

    /// <summary>True once the archive's two closing blocks have come.</summary>
    internal bool IsOver => _emptyBlocks >= 2;

    /// <summary>True if anything has come.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>What is wrong with the archive; null if nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Takes a piece of the archive. Returns the entries that are whole with it; use each before the next.</summary>
    internal IEnumerable<TarEntry> Read(ReadOnlyMemory<byte> piece)
    {
        HasBegun |= !piece.IsEmpty;
        while (!piece.IsEmpty && !IsOver && Fault is null)
        {
            var taken = (int)Math.Min(piece.Length, _dataLeft > 0 ? _dataLeft : Block - _headerLength);
            if (_dataLeft > 0)
            {
                _entry.Write(piece[..taken].Span);
                _dataLeft -= taken;
            }
            else
            {
                piece[..taken].CopyTo(_header.AsMemory(_headerLength));
                _headerLength += taken;
                if (_headerLength == Block)
                    TakeHeader();
            }
            piece = piece[taken..];
            if (_dataLeft == 0 && _headerLength == 0 && _entry.Length > 0 && !_isExtension && Whole() is { } entry)
                yield return entry;
        }
    }

    private void TakeHeader()
    {
        _headerLength = 0;
        if (!_header.AsSpan().ContainsAnyExcept((byte)0))
        {
            _emptyBlocks++;
            return;
        }
        _emptyBlocks = 0;
        if (SizeOf(_header.AsSpan(SizeOffset, SizeLength)) is not { } size)
        {
            Fault = "tar: invalid tar header";
            return;
        }
        if (_entry.Length + size > mostBytes)
        {
            Fault = "tar: write error: No space left on device";
            return;
        }
        // Long names and other attributes come as entries of their own before the one that they describe.
        _isExtension = _header[TypeOffset] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';
        _entry.Write(_header);
        _dataLeft = (size + Block - 1) / Block * Block;
    }

    private TarEntry? Whole()
    {
        var bytes = _entry.ToArray();
        _entry.SetLength(0);
        try
        {
            return new TarReader(new MemoryStream(bytes)).GetNextEntry(copyData: true);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            Fault = "tar: invalid tar header";
            return null;
        }
    }

    /// <summary>A size in octal digits, or in binary if the first bit is set.</summary>
    private static long? SizeOf(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var binary = 0L;
            foreach (var part in field[4..])
                binary = (binary << 8) | part;
            return binary < 0 ? null : binary;
        }
        var size = 0L;
        foreach (var digit in Encoding.ASCII.GetString(field).Trim('\0', ' '))
        {
            if (digit is < '0' or > '7')
                return null;
            size = (size * 8) + CharUnicodeInfo.GetDecimalDigitValue(digit);
        }
        return size;
    }
}
