using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Network;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>BusyBox's <c>wget</c>, over HTTP.</summary>
internal static class WgetCommand
{
    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 1;
        if (Read(words) is not { } wanted)
        {
            yield return ProcessContext.Complain("wget: usage: wget [-q] [-S] [-O FILE] [-T SEC] [--spider] [--header HEADER] [--post-data DATA] URL");
            yield break;
        }
        if (WebAddress.Parse(wanted.Url) is not { Scheme: "http" } address)
        {
            yield return ProcessContext.Complain($"wget: not an http or ftp url: {wanted.Url}");
            yield break;
        }
        var question = new RequestQuestion(address.Host, address.Port, wanted.Body is null ? wanted.IsSpider ? "HEAD" : "GET" : "POST", address.Target)
        {
            Timeout = wanted.Timeout, Headers = [.. wanted.Headers], Body = Encoding.UTF8.GetBytes(wanted.Body ?? ""),
        };
        yield return new ProcessStep.Ask(question);
        var answer = question.Answer!;
        if (answer.Address.Length > 0 && !wanted.IsQuiet)
            yield return ProcessContext.Complain(string.Create(CultureInfo.InvariantCulture, $"Connecting to {address.Host} ({answer.Address}:{address.Port})"));
        if (Fault(answer, address) is { } fault)
        {
            yield return ProcessContext.Complain($"wget: {fault}");
            yield break;
        }
        if (wanted.ShowsHead)
            yield return ProcessContext.Complain(string.Create(CultureInfo.InvariantCulture, $"  HTTP/1.1 {answer.Status} {answer.Phrase}\n{string.Join('\n', answer.Headers.Select(field => $"  {field.Name}: {field.Value}"))}"));
        if (wanted.IsSpider)
        {
            context.Status = 0;
            if (!wanted.IsQuiet)
                yield return ProcessContext.Complain("remote file exists");
            yield break;
        }
        foreach (var step in Save(wanted, address, answer, context))
            yield return step;
    }

    private static IEnumerable<ProcessStep> Save(Wanted wanted, WebAddress address, NetworkAnswer answer, ProcessContext context)
    {
        var file = wanted.File ?? address.FileName;
        if (file == "-")
        {
            if (!wanted.IsQuiet)
                yield return ProcessContext.Complain("writing to stdout");
            yield return new ProcessStep.Write(OutputStream.Stdout, answer.Body);
            context.Status = 0;
            if (!wanted.IsQuiet)
                yield return ProcessContext.Complain("written to stdout");
            yield break;
        }
        var path = context.Resolve(file);
        // Without -O nothing that is there is overwritten.
        var written = wanted.File is null && context.Files.Find(path) is not null ? FileFault.Exists : context.Files.Write(path, answer.Body.Span, append: false, context.Now);
        if (written != FileFault.None)
        {
            yield return ProcessContext.Complain($"wget: can't open '{file}': {written.Text()}");
            yield break;
        }
        context.Status = 0;
        if (!wanted.IsQuiet)
            yield return ProcessContext.Complain($"saving to '{file}'\n'{file}' saved");
    }

    private static string? Fault(NetworkAnswer answer, WebAddress address) => answer.Fault switch
    {
        NetworkFault.UnknownHost => $"bad address '{address.Host}{(address.Port == 80 ? "" : string.Create(CultureInfo.InvariantCulture, $":{address.Port}"))}'",
        NetworkFault.Refused => $"can't connect to remote host ({answer.Address}): Connection refused",
        NetworkFault.Unreachable => $"can't connect to remote host ({answer.Address}): Network is unreachable",
        NetworkFault.TimedOut => "download timed out",
        NetworkFault.Broken => "error getting response",
        _ => answer.Status is >= 400 or < 200 ? string.Create(CultureInfo.InvariantCulture, $"server returned error: HTTP/1.1 {answer.Status} {answer.Phrase}") : null,
    };

    private static Wanted? Read(ImmutableArray<string> words)
    {
        var wanted = new Wanted();
        var urls = new List<string>();
        for (var index = 1; index < words.Length; index++)
        {
            var (word, next) = (words[index], index + 1 < words.Length ? words[index + 1] : null);
            var (name, value) = word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (word[..at], word[(at + 1)..]) : (word, null);
            switch (name)
            {
                case "--spider":
                    wanted.IsSpider = true;
                    break;
                case "--quiet":
                    wanted.IsQuiet = true;
                    break;
                case "--server-response":
                    wanted.ShowsHead = true;
                    break;
                case "--no-check-certificate" or "-c" or "-nv":
                    break;
                case "--header" or "--post-data" or "--timeout" or "--output-document" or "--user-agent" or "--tries":
                    if ((value ?? next) is not { } given || !Take(wanted, name, given))
                        return null;
                    index += value is null ? 1 : 0;
                    break;
                case ['-', not '-', ..]:
                    for (var letter = 1; letter < word.Length; letter++)
                    {
                        if (word[letter] is 'q' or 'S' or 'c')
                        {
                            (wanted.IsQuiet, wanted.ShowsHead) = (wanted.IsQuiet || word[letter] == 'q', wanted.ShowsHead || word[letter] == 'S');
                            continue;
                        }
                        var rest = letter + 1 < word.Length ? word[(letter + 1)..] : next;
                        if (rest is null || !Take(wanted, $"-{word[letter]}", rest))
                            return null;
                        index += letter + 1 < word.Length ? 0 : 1;
                        break;
                    }
                    break;
                default:
                    urls.Add(word);
                    break;
            }
        }
        if (urls.Count != 1)
            return null;
        wanted.Url = urls[0];
        return wanted;
    }

    private static bool Take(Wanted wanted, string name, string value)
    {
        switch (name)
        {
            case "-O" or "--output-document":
                wanted.File = value;
                return true;
            case "-T" or "--timeout" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds):
                wanted.Timeout = TimeSpan.FromSeconds(seconds);
                return true;
            case "--header" when value.Split(':', 2) is [var field, var text]:
                wanted.Headers.Add((field.Trim(), text.Trim()));
                return true;
            case "--post-data":
                wanted.Body = value;
                return true;
            case "-U" or "--user-agent":
                wanted.Headers.Add(("User-Agent", value));
                return true;
            case "-t" or "--tries":
                return true;
            default:
                return false;
        }
    }

    private sealed class Wanted
    {
        internal string Url { get; set; } = "";
        internal string? File { get; set; }
        internal string? Body { get; set; }
        internal bool IsQuiet { get; set; }
        internal bool IsSpider { get; set; }
        internal bool ShowsHead { get; set; }
        internal TimeSpan? Timeout { get; set; }
        internal List<(string Name, string Value)> Headers { get; } = [];
    }
}
