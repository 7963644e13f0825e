using System.Text;
using ActorKube.Rules.Containers.Logs;

namespace ActorKube.Node.Logs;

/// <summary>
/// The log of one run of a container: entries, numbered from the run's first one. The last few KiB are in memory, older ones in files as long as the rotation keeps
/// them; without a disk they are dropped. The container writes it and whoever follows it reads it, from different actors.
/// </summary>
/// <param name="container">The container's logs.</param>
/// <param name="run">The number of the run.</param>
internal sealed class RunLog(ContainerLog container, int run)
{
    /// <summary>What is written to the disk at a time, in bytes, but for entries that are longer.</summary>
    private const int BlockBytes = 8 * 1024;

    private const int LeastBuffer = 64;

    private readonly Lock _lock = new();
    private LogFiles? _files;
    private List<LogBlock>? _blocks;
    private List<Action>? _waiting;
    private byte[] _recent = [];
    private int _recentBytes;
    private int _recentEntries;
    private long _next;
    private bool _ended;

    /// <summary>The number that the next entry will have.</summary>
    internal long Next
    {
        get
        {
            lock (_lock)
                return _next;
        }
    }

    internal void Append(DateTimeOffset time, LogStream stream, bool isPartial, ReadOnlySpan<byte> text)
    {
        Action[] waiting;
        lock (_lock)
        {
            var size = LogEntry.SizeOf(text.Length);
            if (_recentBytes > 0 && _recentBytes + size > BlockBytes)
                Store();
            if (_recentBytes + size > _recent.Length)
                Array.Resize(ref _recent, Math.Max(Math.Max(LeastBuffer, _recentBytes + size), Math.Min(BlockBytes, 2 * _recent.Length)));
            LogEntry.Write(_recent.AsSpan(_recentBytes), time, stream, isPartial, text);
            _recentBytes += size;
            _recentEntries++;
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
            Array.Resize(ref _recent, _recentBytes);
            waiting = TakeWaiting();
        }
        Wake(waiting);
    }

    /// <summary>Removes what is on the disk: it can't be read any more.</summary>
    internal void Remove()
    {
        lock (_lock)
            _files?.Remove();
    }

    /// <summary>The number of the first of the last so many entries that may be of that time or later; of the first one that is kept if null.</summary>
    internal long Start(long? entries, DateTimeOffset since)
    {
        lock (_lock)
        {
            var start = entries is { } count ? _next - Math.Min(count, _next) : 0;
            // Time doesn't run backwards: what a block that began before it has before that is older.
            return _blocks?.FindLastIndex(block => block.Began < since) is >= 0 and var last ? Math.Max(start, _blocks[last].First) : start;
        }
    }

    /// <summary>Entries from a number on, or from the next one that is still kept, at most so many and perhaps fewer.</summary>
    internal LogPage Read(long from, int most)
    {
        lock (_lock)
        {
            while (FirstBeyond(from) is { } index)
            {
                var block = _blocks![index];
                if ((block.Bytes ?? _files!.Read(block.Place, block.Length)) is { } bytes)
                    return Page(bytes, block.First, from, most);
                // Somebody else removed it.
                _blocks.RemoveAt(index);
            }
            return Page(_recent.AsSpan(0, _recentBytes), _next - _recentEntries, from, most);
        }
    }

    /// <summary>The end of the log as text, at most so many entries and so many bytes.</summary>
    internal string TextOfTail(int entries, int bytes)
    {
        var text = new LogText(timestamps: false, DateTimeOffset.MinValue, long.MaxValue);
        var tail = new List<byte>();
        var next = Start(entries, DateTimeOffset.MinValue);
        LogPage page;
        do
        {
            page = Read(next, entries);
            next = page.Next;
            tail.AddRange(text.Page(page.Entries).Span);
        }
        while (page.HasMore);
        return Encoding.UTF8.GetString(tail.Count <= bytes ? [.. tail] : [.. tail[^bytes..]]);
    }

    /// <summary>Calls back once, from any thread, when there is an entry of that number, or the run has ended; at once if that is so already.</summary>
    internal void WhenBeyond(long number, Action wake)
    {
        lock (_lock)
        {
            if (_next <= number && !_ended)
            {
                (_waiting ??= []).Add(wake);
                return;
            }
        }
        wake();
    }

    /// <summary>Moves what is in memory to the disk; if that doesn't want it, it takes the place of what it didn't want before.</summary>
    private void Store()
    {
        var bytes = _recent.AsSpan(0, _recentBytes);
        var began = LogEntry.Read(_recent.AsMemory(0, bytes.IndexOf((byte)'\n')))!.Value.Time;
        _files ??= container.FilesOf(run);
        _blocks ??= [];
        var place = _files?.Append(bytes);
        if (place is null)
            _blocks.RemoveAll(block => block.Bytes is not null);
        _blocks.RemoveRange(0, _blocks.TakeWhile(block => block.Place.File < _files?.Oldest).Count());
        _blocks.Add(new(_next - _recentEntries, _recentEntries, began, place ?? new(_files?.Newest ?? 0, 0), bytes.Length, place is null ? bytes.ToArray() : null));
        _recentBytes = 0;
        _recentEntries = 0;
    }

    /// <summary>The index of the first block that has entries of that number or a higher one.</summary>
    private int? FirstBeyond(long number)
    {
        if (_blocks is null)
            return null;
        var (low, high) = (0, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _blocks[middle].End > number ? (low, middle) : (middle + 1, high);
        }
        return low < _blocks.Count ? low : null;
    }

    /// <summary>What is wanted of entries that come one after the other.</summary>
    /// <param name="bytes">The entries.</param>
    /// <param name="first">The number of the first one.</param>
    /// <param name="from">The number of the first one that is wanted.</param>
    /// <param name="most">At most so many.</param>
    private LogPage Page(ReadOnlySpan<byte> bytes, long first, long from, int most)
    {
        for (; first < from && bytes.IndexOf((byte)'\n') is >= 0 and var end; first++)
            bytes = bytes[(end + 1)..];
        var copy = bytes.ToArray();
        var entries = new List<LogEntry>();
        var at = 0;
        for (var taken = 0; taken < most && copy.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var length; taken++, first++)
        {
            if (LogEntry.Read(copy.AsMemory(at, length)) is { } entry)
                entries.Add(entry);
            at += length + 1;
        }
        return new(entries, first, first < _next, _ended);
    }

    private Action[] TakeWaiting()
    {
        Action[] waiting = [.. _waiting ?? []];
        _waiting = null;
        return waiting;
    }

    private static void Wake(Action[] waiting)
    {
        foreach (var wake in waiting)
            wake();
    }

    /// <summary>Entries that were in memory together.</summary>
    /// <param name="First">The number of the first one.</param>
    /// <param name="Entries">How many.</param>
    /// <param name="Began">The time of the first one.</param>
    /// <param name="Place">Where they are on the disk.</param>
    /// <param name="Length">Their bytes.</param>
    /// <param name="Bytes">The entries, if the disk didn't want them.</param>
    private readonly record struct LogBlock(long First, int Entries, DateTimeOffset Began, LogPlace Place, int Length, byte[]? Bytes)
    {
        internal long End => First + Entries;
    }
}

/// <summary>Some entries of a log.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">The number after the last of them.</param>
/// <param name="HasMore">True if there are further ones already.</param>
/// <param name="Ended">True if the run has ended.</param>
internal readonly record struct LogPage(IReadOnlyList<LogEntry> Entries, long Next, bool HasMore, bool Ended);
