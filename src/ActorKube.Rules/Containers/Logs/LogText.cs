using System.Buffers;

namespace ActorKube.Rules.Containers.Logs;

/// <summary>A container's log as one client gets it, page by page: each line ended by a line feed, and all of it cut at a limit, even within a line.</summary>
/// <param name="timestamps">True for the time and a blank before each line.</param>
/// <param name="since">What was written before then is left out.</param>
/// <param name="limit">At most so many bytes.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod; ReadLogs in cri-client's logs.go.</remarks>
public sealed class LogText(bool timestamps, DateTimeOffset since, long limit)
{
    private long _left = limit;
    private bool _isWithinLine;

    /// <summary>True if the limit is reached.</summary>
    public bool IsFull => _left == 0;

    /// <summary>The text of the next entries.</summary>
    public ReadOnlyMemory<byte> Page(IEnumerable<LogEntry> entries)
    {
        var page = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            if (page.WrittenCount >= _left)
                break;
            if (since > DateTimeOffset.MinValue && entry.Time < since)
                continue;
            if (timestamps && !_isWithinLine)
            {
                page.Write(entry.TimeText.Span);
                page.Write(" "u8);
            }
            page.Write(entry.Text.Span);
            _isWithinLine = entry.IsPartial;
            if (!_isWithinLine)
                page.Write("\n"u8);
        }
        var text = page.WrittenMemory[..(int)Math.Min(page.WrittenCount, _left)];
        _left -= text.Length;
        return text;
    }

    /// <summary>The moment so many seconds ago; the earliest that there is for an absurd number.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, long seconds) =>
        seconds < (now - DateTimeOffset.MinValue).TotalSeconds ? now.AddSeconds(-seconds) : DateTimeOffset.MinValue;
}
