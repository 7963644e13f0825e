using System.Collections.Immutable;

namespace ActorKube.Palettes.Processes;

/// <summary>
/// The last lines of the process's log, kept for <c>log peek</c> and <c>log tail</c>. The log's sink appends to it; when it is full the oldest
/// line goes. Safe to use from any thread.
/// </summary>
public sealed class LogBuffer
{
    private readonly Lock _gate = new();
    private readonly string[] _lines;
    private long _appended;

    /// <summary>A buffer of at most <paramref name="capacity"/> lines.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not above zero.</exception>
    public LogBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _lines = new string[capacity];
    }

    /// <summary>Adds a log event as it was rendered; one with line breaks, such as a stack trace, becomes several lines.</summary>
    public void Append(string rendered)
    {
        lock (_gate)
        {
            foreach (var line in rendered.AsSpan().TrimEnd("\r\n").EnumerateLines())
                _lines[_appended++ % _lines.Length] = line.ToString();
        }
    }

    /// <summary>The last lines, oldest first, and the position after them, from which to read on.</summary>
    public (ImmutableArray<string> Lines, long Position) ReadLast(int count)
    {
        lock (_gate)
            return (Copy(Math.Max(_appended - Math.Max(count, 0), Oldest)), _appended);
    }

    /// <summary>The lines since a position, oldest first; <c>Missed</c> counts those that were gone before they could be read.</summary>
    public (ImmutableArray<string> Lines, long Position, long Missed) ReadSince(long position)
    {
        lock (_gate)
            return (Copy(Math.Max(position, Oldest)), _appended, Math.Max(0, Oldest - position));
    }

    private long Oldest => Math.Max(0, _appended - _lines.Length);

    private ImmutableArray<string> Copy(long from)
    {
        var copy = ImmutableArray.CreateBuilder<string>((int)(_appended - from));
        for (var position = from; position < _appended; position++)
            copy.Add(_lines[position % _lines.Length]);
        return copy.MoveToImmutable();
    }
}
