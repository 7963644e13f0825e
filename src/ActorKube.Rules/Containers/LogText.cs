using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActorKube.Rules.Containers;

/// <summary>A container's log as clients get it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod; the form of times is the kubelet's.</remarks>
public static class LogText
{
    private const string FixedNanoseconds = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'";

    /// <summary>Lines as text, each ended by a line feed, cut at a limit even within a line.</summary>
    /// <param name="lines">The lines and when they were written.</param>
    /// <param name="timestamps">True for the time and a blank before each line.</param>
    /// <param name="limit">At most so many bytes.</param>
    public static ReadOnlyMemory<byte> Page(IEnumerable<(DateTimeOffset Time, ReadOnlyMemory<byte> Text)> lines, bool timestamps, long limit)
    {
        var page = new ArrayBufferWriter<byte>();
        foreach (var (time, text) in lines)
        {
            if (page.WrittenCount >= limit)
                break;
            if (timestamps)
                Encoding.ASCII.GetBytes($"{time.UtcDateTime.ToString(FixedNanoseconds, CultureInfo.InvariantCulture)} ", page);
            page.Write(text.Span);
            page.Write("\n"u8);
        }
        return page.WrittenMemory[..(int)Math.Min(page.WrittenCount, limit)];
    }

    /// <summary>The moment so many seconds ago; the earliest that there is for an absurd number.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, long seconds) =>
        seconds < (now - DateTimeOffset.MinValue).TotalSeconds ? now.AddSeconds(-seconds) : DateTimeOffset.MinValue;
}
