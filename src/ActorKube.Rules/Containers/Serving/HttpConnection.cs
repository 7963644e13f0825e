using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Serving;

/// <summary>A connection to a port of a simulated container that speaks HTTP/1.1.</summary>
/// <remarks>Source: RFC 9112.</remarks>
public static class HttpConnection
{
    private const int LongestHead = 64 * 1024;

    /// <summary>One connection, as a process whose input and output it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="reply">What answers.</param>
    public static SimulatedProcess Serve(SimulatedContainer container, Func<HttpQuestion, HttpReply> reply)
    {
        var context = new ProcessContext(container, isTerminal: false);
        return new SimulatedProcess(context, Steps(context, reply));
    }

    /// <summary>A connection to a port that takes what comes and says nothing.</summary>
    public static SimulatedProcess Swallow(SimulatedContainer container)
    {
        var context = new ProcessContext(container, isTerminal: false);
        return new SimulatedProcess(context, Swallowing(context));
    }

    private static IEnumerable<ProcessStep> Swallowing(ProcessContext context)
    {
        while (!context.Input.MeetsEnd())
        {
            if (context.Input.Take().IsEmpty)
                yield return ProcessStep.ReadInput.Instance;
        }
    }

    private static IEnumerable<ProcessStep> Steps(ProcessContext context, Func<HttpQuestion, HttpReply> reply)
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
            yield return new ProcessStep.Write(OutputStream.Stdout, Answer(request, reply));
            if (request is not { KeepsOpen: true })
                yield break;
        }
    }

    private static bool EndsHead(List<byte> head) => head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'] or [.., (byte)'\n', (byte)'\n'];

    private static byte[] Answer(Request? request, Func<HttpQuestion, HttpReply> reply)
    {
        var answer = request switch
        {
            null => Plain(400, "400 Bad Request\n"),
            { IsChunked: true } => Plain(411, "411 Length Required\n"),
            _ => reply(HttpQuestion.Of(request.Method, request.Target)),
        };
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {Phrase(answer.Status)}\r\nContent-Type: {answer.ContentType}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        foreach (var (name, value) in answer.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        var bytes = Encoding.UTF8.GetBytes(head.Append(request is { KeepsOpen: true } ? "" : "Connection: close\r\n").Append("\r\n").ToString());
        return request is { Method: "HEAD" } ? bytes : [.. bytes, .. answer.Body.Span];
    }

    private static HttpReply Plain(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>The words of a status.</summary>
    /// <remarks>HttpStatusCode's names are the phrases without their blanks.</remarks>
    public static string Phrase(int status) => Enum.IsDefined((HttpStatusCode)status)
        ? string.Concat(((HttpStatusCode)status).ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).Replace("O K", "OK", StringComparison.Ordinal)
        : "Unknown";

    private sealed record Request(string Method, string Target, long BodyLength, bool IsChunked, bool KeepsOpen)
    {
        internal static Request? Parse(string head)
        {
            var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).ToImmutableArray();
            if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, var version] || version is not ("HTTP/1.0" or "HTTP/1.1"))
                return null;
            var fields = lines.Skip(1).Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
                .ToLookup(field => field[0].Trim(), field => field[1].Trim(), StringComparer.OrdinalIgnoreCase);
            var length = 0L;
            if (fields["Content-Length"].FirstOrDefault() is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length))
                return null;
            var chunked = fields["Transfer-Encoding"].Any();
            var closes = chunked || fields["Connection"].Any(value => value.Equals("close", StringComparison.OrdinalIgnoreCase));
            return new(method, target, chunked ? 0 : length, chunked, !closes && version == "HTTP/1.1");
        }
    }
}
