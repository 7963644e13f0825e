using System.Buffers.Text;

namespace ActorKube.Rules.Containers.Logs;

/// <summary>
/// One entry of a container's log, a line or a part of one, in the form that container runtimes write into files: time, stream, tag and text with blanks between. The
/// tag is F; for a part of a line that goes on in the stream's next entry, P.
/// </summary>
/// <remarks>Source: the CRI logging format, https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md.</remarks>
public readonly record struct LogEntry
{
    /// <summary>Bytes of text in an entry at most, as with containerd and CRI-O.</summary>
    public const int LongestText = 16 * 1024;

    /// <summary>Bytes of a time: nanoseconds always, which emulated time has hundreds of.</summary>
    private const int TimeLength = 30;

    private const int TagAt = TimeLength + 8;
    private const int TextAt = TagAt + 2;

    /// <summary>Bytes that a time has in .NET's round-trip form before its zone.</summary>
    private const int TicksLength = 27;

    private readonly ReadOnlyMemory<byte> _bytes;

    private LogEntry(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>When it was written, as text of fixed length.</summary>
    public ReadOnlyMemory<byte> TimeText => _bytes[..TimeLength];

    /// <summary>When it was written, in emulated time; the earliest moment if the file was tampered with.</summary>
    public DateTimeOffset Time
    {
        get
        {
            Span<byte> text = stackalloc byte[TicksLength + 1];
            _bytes.Span[..TicksLength].CopyTo(text);
            text[TicksLength] = (byte)'Z';
            return Utf8Parser.TryParse(text, out DateTimeOffset time, out _, 'O') ? time : DateTimeOffset.MinValue;
        }
    }

    /// <summary>True if the line goes on in the next entry.</summary>
    public bool IsPartial => _bytes.Span[TagAt] == (byte)'P';

    /// <summary>Its text, without the end of the line.</summary>
    public ReadOnlyMemory<byte> Text => _bytes[TextAt..];

    /// <summary>Bytes of an entry with the end of its line.</summary>
    /// <param name="text">Bytes of its text.</param>
    public static int SizeOf(int text) => TextAt + text + 1;

    /// <summary>Writes an entry with the end of its line.</summary>
    /// <param name="target">Where to, as many bytes as <see cref="SizeOf"/> says.</param>
    /// <param name="time">When.</param>
    /// <param name="stream">What the program wrote to.</param>
    /// <param name="isPartial">True if the line goes on.</param>
    /// <param name="text">The text, at most <see cref="LongestText"/> bytes without a line feed.</param>
    public static void Write(Span<byte> target, DateTimeOffset time, LogStream stream, bool isPartial, ReadOnlySpan<byte> text)
    {
        _ = Utf8Formatter.TryFormat(time.UtcDateTime, target, out _, 'O');
        "00Z "u8.CopyTo(target[TicksLength..]);
        (stream == LogStream.Stderr ? "stderr "u8 : "stdout "u8).CopyTo(target[(TimeLength + 1)..]);
        (isPartial ? "P "u8 : "F "u8).CopyTo(target[TagAt..]);
        text.CopyTo(target[TextAt..]);
        target[TextAt + text.Length] = (byte)'\n';
    }

    /// <summary>The entry in a line of a file, without the line's end; null if it is none.</summary>
    public static LogEntry? Read(ReadOnlyMemory<byte> line) =>
        line.Length >= TextAt && line.Span[TimeLength] == (byte)' ' && line.Span[TagAt] is (byte)'P' or (byte)'F' && line.Span[TextAt - 1] == (byte)' ' ? new(line) : null;
}
