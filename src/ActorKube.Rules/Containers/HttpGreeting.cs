using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers;

/// <summary>What answers at the ports that a simulated container declares: HTTP/1.1, with a text that says where it comes from.</summary>
/// <remarks>Source: RFC 9112.</remarks>
public static class HttpGreeting
{
    private const int LongestHead = 64 * 1024;

    /// <summary>One connection, as a process whose input and output it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="text">What it answers.</param>
    public static SimulatedProcess Serve(SimulatedContainer container, string text)
    {
        var context = new ProcessContext(container, isTerminal: false);
        return new SimulatedProcess(context, Steps(context, text));
    }

    private static IEnumerable<ProcessStep> Steps(ProcessContext context, string text)
    {
        var head = new List<byte>();
        while (true)
        {
            while (!EndsHead(head) && head.Count < LongestHead)
            {
                if (context.Input.MeetsEnd())
                    yield break;
                if (context.Input.Length == 0)
                    yield return ProcessStep.ReadInput.Instance;
                else
                    head.Add(context.Input.Take(1).Span[0]);
            }
            var request = Request.Parse(Encoding.ASCII.GetString([.. head]));
            head.Clear();
            for (var left = request?.BodyLength ?? 0; left > 0;)
            {
                if (context.Input.MeetsEnd())
                    yield break;
                if (context.Input.Length == 0)
                    yield return ProcessStep.ReadInput.Instance;
                else
                    left -= context.Input.Take((int)Math.Min(left, int.MaxValue)).Length;
            }
            yield return new ProcessStep.Write(OutputStream.Stdout, Answer(request, text));
            if (request is not { KeepsOpen: true })
                yield break;
        }
    }

    private static bool EndsHead(List<byte> head) => head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'] or [.., (byte)'\n', (byte)'\n'];

    private static byte[] Answer(Request? request, string text)
    {
        var (status, body) = request switch
        {
            null => ("400 Bad Request", "400 Bad Request\n"),
            { IsChunked: true } => ("411 Length Required", "411 Length Required\n"),
            _ => ("200 OK", text),
        };
        var answer = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{(request is { KeepsOpen: true } ? "" : "Connection: close\r\n")}\r\n");
        return Encoding.UTF8.GetBytes(request is { Method: "HEAD" } ? answer : answer + body);
    }

    private sealed record Request(string Method, long BodyLength, bool IsChunked, bool KeepsOpen)
    {
        internal static Request? Parse(string head)
        {
            var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).ToImmutableArray();
            if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 }, var version] || version is not ("HTTP/1.0" or "HTTP/1.1"))
                return null;
            var fields = lines.Skip(1).Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
                .ToLookup(field => field[0].Trim(), field => field[1].Trim(), StringComparer.OrdinalIgnoreCase);
            var length = 0L;
            if (fields["Content-Length"].FirstOrDefault() is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length))
                return null;
            var chunked = fields["Transfer-Encoding"].Any();
            var closes = chunked || fields["Connection"].Any(value => value.Equals("close", StringComparison.OrdinalIgnoreCase));
            return new(method, chunked ? 0 : length, chunked, !closes && version == "HTTP/1.1");
        }
    }
}
