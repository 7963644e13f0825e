using System.Text;

namespace ActorKube.Node.Logs;

/// <summary>
/// The log of one run of a container: its last lines, numbered from the run's first one. The container writes it and whoever follows it reads it, from
/// different actors.
/// </summary>
/// <param name="capacity">Lines that are kept.</param>
internal sealed class RunLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly List<LoggedLine> _lines = [];
    private readonly List<Action> _waiting = [];
    private long _next;
    private bool _ended;

    internal void Append(LoggedLine line)
    {
        Action[] waiting;
        lock (_lock)
        {
            if (_lines.Count < capacity)
                _lines.Add(line);
            else
                _lines[(int)(_next % capacity)] = line;
            _next++;
            waiting = TakeWaiting();
        }
        Wake(waiting);
    }

    /// <summary>The run has ended: nothing is appended any more.</summary>
    internal void End()
    {
        Action[] waiting;
        lock (_lock)
        {
            _ended = true;
            waiting = TakeWaiting();
        }
        Wake(waiting);
    }

    /// <summary>The number of the first of the last so many lines; of the first one that is kept if null.</summary>
    internal long StartOfTail(long? lines)
    {
        lock (_lock)
            return Math.Max(First, lines is { } count ? _next - Math.Min(count, _next) : 0);
    }

    /// <summary>
    /// Lines from a number on, or from the first one that is still kept, at most so many; and whether they are the last ones of a run that has ended.
    /// </summary>
    /// <returns>The lines, and the number after the last of them.</returns>
    internal (IReadOnlyList<LoggedLine> Lines, long Next, bool Ended) Read(long from, int most)
    {
        lock (_lock)
        {
            var first = Math.Max(from, First);
            var count = (int)Math.Min(most, Math.Max(0, _next - first));
            var lines = new LoggedLine[count];
            for (var index = 0; index < count; index++)
                lines[index] = _lines[(int)((first + index) % capacity)];
            return (lines, first + count, _ended && first + count == _next);
        }
    }

    /// <summary>The last lines as text, at most so many lines and so many bytes.</summary>
    internal string TextOfTail(int lines, int bytes)
    {
        var text = string.Join('\n', Read(StartOfTail(lines), lines).Lines.Select(line => Encoding.UTF8.GetString(line.Text.Span)));
        var encoded = Encoding.UTF8.GetBytes(text);
        return encoded.Length <= bytes ? text : Encoding.UTF8.GetString(encoded.AsSpan(encoded.Length - bytes));
    }

    /// <summary>Calls back once, from any thread, when there is a line of that number, or the run has ended; at once if that is so already.</summary>
    internal void WhenBeyond(long number, Action wake)
    {
        lock (_lock)
        {
            if (_next <= number && !_ended)
            {
                _waiting.Add(wake);
                return;
            }
        }
        wake();
    }

    private long First => _next - _lines.Count;

    private Action[] TakeWaiting()
    {
        if (_waiting.Count == 0)
            return [];
        Action[] waiting = [.. _waiting];
        _waiting.Clear();
        return waiting;
    }

    private static void Wake(Action[] waiting)
    {
        foreach (var wake in waiting)
            wake();
    }
}
