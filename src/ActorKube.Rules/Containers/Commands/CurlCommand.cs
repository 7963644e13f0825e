using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Network;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>curl</c>, over HTTP, with the options that manifests use.</summary>
internal static class CurlCommand
{
    private const int Usage = 2;

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        var wanted = new Wanted();
        if (Read(words, wanted) is { } wrong)
        {
            context.Status = Usage;
            yield return ProcessContext.Complain($"curl: {wrong}");
            yield break;
        }
        context.Status = 0;
        foreach (var url in wanted.Urls)
            foreach (var step in Fetch(url, wanted, context))
                yield return step;
    }

    private static IEnumerable<ProcessStep> Fetch(string url, Wanted wanted, ProcessContext context)
    {
        if (WebAddress.Parse(url) is not { } address)
        {
            context.Status = 3;
            yield return ProcessContext.Complain("curl: (3) URL using bad/illegal format or missing URL");
            yield break;
        }
        if (address.Scheme != "http")
        {
            context.Status = 35;
            yield return ProcessContext.Complain("curl: (35) TLS is not spoken by the simulated curl");
            yield break;
        }
        var question = new RequestQuestion(address.Host, address.Port, wanted.Method ?? (wanted.HeadOnly ? "HEAD" : wanted.Data is null ? "GET" : "POST"), address.Target)
        {
            Timeout = wanted.Timeout, Headers = [.. wanted.Headers], Body = Encoding.UTF8.GetBytes(wanted.Data ?? ""),
        };
        yield return new ProcessStep.Ask(question);
        var answer = question.Answer!;
        if (Fault(answer, address, wanted) is var (code, words))
        {
            context.Status = code;
            if (!wanted.IsSilent || wanted.ShowsErrors)
                yield return ProcessContext.Complain(string.Create(CultureInfo.InvariantCulture, $"curl: ({code}) {words}"));
        }
        else
        {
            var head = wanted.ShowsHead || wanted.HeadOnly
                ? string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {answer.Phrase}\r\n{string.Concat(answer.Headers.Select(field => $"{field.Name}: {field.Value}\r\n"))}\r\n") : "";
            foreach (var step in Put([.. Encoding.UTF8.GetBytes(head), .. wanted.HeadOnly ? default : answer.Body.Span], wanted, address, context))
                yield return step;
        }
        if (wanted.Format is { } format)
            yield return new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(format
                .Replace("%{http_code}", answer.Status.ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("%{response_code}", answer.Status.ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("\\n", "\n", StringComparison.Ordinal)));
    }

    private static IEnumerable<ProcessStep> Put(byte[] bytes, Wanted wanted, WebAddress address, ProcessContext context)
    {
        var file = wanted.RemoteName ? address.FileName : wanted.File;
        if (file is null or "-")
        {
            if (bytes.Length > 0)
                yield return new ProcessStep.Write(OutputStream.Stdout, bytes);
        }
        else if (context.Files.Write(context.Resolve(file), bytes, append: false, context.Now) is not FileFault.None and var fault)
        {
            context.Status = 23;
            yield return ProcessContext.Complain($"curl: (23) Failure writing output to destination: {fault.Text()}");
        }
    }

    private static (int Code, string Words)? Fault(NetworkAnswer answer, WebAddress address, Wanted wanted) => answer.Fault switch
    {
        NetworkFault.UnknownHost => (6, $"Could not resolve host: {address.Host}"),
        NetworkFault.Refused => (7, string.Create(CultureInfo.InvariantCulture, $"Failed to connect to {address.Host} port {address.Port} after 0 ms: Couldn't connect to server")),
        NetworkFault.Unreachable => (7, string.Create(CultureInfo.InvariantCulture, $"Failed to connect to {address.Host} port {address.Port}: Network is unreachable")),
        NetworkFault.TimedOut => (28, string.Create(CultureInfo.InvariantCulture, $"Connection timed out after {(wanted.Timeout ?? TimeSpan.Zero).TotalMilliseconds:0} milliseconds")),
        NetworkFault.Broken => (52, "Empty reply from server"),
        _ => wanted.Fails && answer.Status >= 400 ? (22, string.Create(CultureInfo.InvariantCulture, $"The requested URL returned error: {answer.Status}")) : null,
    };

    private static string? Read(ImmutableArray<string> words, Wanted wanted)
    {
        for (var index = 1; index < words.Length; index++)
        {
            var word = words[index];
            if (word is not ['-', _, ..])
            {
                wanted.Urls.Add(word);
                continue;
            }
            // Letters may stand together; one that takes a value has the rest of the word, or the next.
            string[] names = word.StartsWith("--", StringComparison.Ordinal) ? [word] : [.. word[1..].Select(letter => $"-{letter}")];
            for (var at = 0; at < names.Length; at++)
            {
                if (wanted.Flag(names[at]))
                    continue;
                var rest = names.Length > 1 && at + 1 < names.Length ? word[(at + 2)..] : index + 1 < words.Length ? words[++index] : null;
                if (rest is null)
                    return $"option {names[at]}: requires parameter";
                if (!wanted.Value(names[at], rest))
                    return $"option {names[at]}: is unknown to the simulated curl, or \"{rest}\" is no value for it";
                break;
            }
        }
        return wanted.Urls.Count == 0 ? "(2) no URL specified" : null;
    }

    private sealed class Wanted
    {
        internal List<string> Urls { get; } = [];
        internal List<(string Name, string Value)> Headers { get; } = [];
        internal string? Method { get; private set; }
        internal string? Data { get; private set; }
        internal string? File { get; private set; }
        internal string? Format { get; private set; }
        internal TimeSpan? Timeout { get; private set; }
        internal bool IsSilent { get; private set; }
        internal bool ShowsErrors { get; private set; }
        internal bool ShowsHead { get; private set; }
        internal bool HeadOnly { get; private set; }
        internal bool Fails { get; private set; }
        internal bool RemoteName { get; private set; }

        internal bool Flag(string name)
        {
            switch (name)
            {
                case "-s" or "--silent":
                    return IsSilent = true;
                case "-S" or "--show-error":
                    return ShowsErrors = true;
                case "-f" or "--fail":
                    return Fails = true;
                case "-i" or "--include":
                    return ShowsHead = true;
                case "-I" or "--head":
                    return HeadOnly = true;
                case "-O" or "--remote-name":
                    return RemoteName = true;
                default:
                    return name is "-L" or "--location" or "-k" or "--insecure" or "-v" or "--verbose" or "-4" or "--ipv4" or "-N" or "--no-buffer" or "-g" or "--globoff" or "-#";
            }
        }

        internal bool Value(string name, string value)
        {
            switch (name)
            {
                case "-X" or "--request":
                    Method = value;
                    return true;
                case "-d" or "--data" or "--data-raw" or "--data-binary":
                    Data = Data is null ? value : $"{Data}&{value}";
                    return true;
                case "-o" or "--output":
                    File = value;
                    return true;
                case "-w" or "--write-out":
                    Format = value;
                    return true;
                case "-m" or "--max-time" or "--connect-timeout" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds):
                    Timeout = TimeSpan.FromSeconds(seconds);
                    return true;
                case "-H" or "--header" when value.Split(':', 2) is [var field, var text]:
                    Headers.Add((field.Trim(), text.Trim()));
                    return true;
                case "-A" or "--user-agent":
                    Headers.Add(("User-Agent", value));
                    return true;
                default:
                    return name is "--retry" or "--retry-delay" or "-u" or "--user" or "-b" or "--cookie";
            }
        }
    }
}
