using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Commands that touch no files.</summary>
internal static class PlainCommands
{
    internal static IEnumerable<ProcessStep> End(ProcessContext context, int status)
    {
        context.Status = status;
        return [];
    }

    internal static IEnumerable<ProcessStep> Echo(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (bare, expands, first) = (false, false, 1);
        for (; first < words.Length && words[first] is ['-', _, ..] option && option[1..].All("neE".Contains); first++)
        {
            bare |= option.Contains('n', StringComparison.Ordinal);
            expands |= option.Contains('e', StringComparison.Ordinal);
        }
        var text = string.Join(' ', words.Skip(first));
        if (expands)
        {
            text = EscapeText.Expand(text, out var stops);
            bare |= stops;
        }
        yield return new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(bare ? text : text + "\n"));
    }

    internal static IEnumerable<ProcessStep> Sleep(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        if (words is [_, "infinity" or "inf"])
        {
            yield return ProcessStep.Serve.Instance;
        }
        else
        {
            var total = TimeSpan.Zero;
            var wrong = words.Length == 1 ? "" : words.Skip(1).FirstOrDefault(word => !TrySeconds(word, out _));
            if (wrong is not null)
            {
                context.Status = 1;
                yield return ProcessContext.Complain(wrong.Length == 0 ? "sleep: takes a number" : $"sleep: invalid number '{wrong}'");
                yield break;
            }
            foreach (var word in words.Skip(1))
                total += TrySeconds(word, out var time) ? time : TimeSpan.Zero;
            yield return new ProcessStep.Wait(total);
        }
    }

    /// <summary><c>env [-i] [NAME=VALUE…] [COMMAND…]</c>.</summary>
    internal static IEnumerable<ProcessStep> Environment(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (rest, clears) = words is [_, "-i" or "-", ..] ? (words[2..], true) : (words[1..], false);
        var environment = clears ? new Dictionary<string, string>(StringComparer.Ordinal) : new(context.Environment, StringComparer.Ordinal);
        var command = 0;
        for (; command < rest.Length && rest[command].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals; command++)
            environment[rest[command][..equals]] = rest[command][(equals + 1)..];
        if (command == rest.Length)
        {
            foreach (var (name, value) in environment)
                yield return ProcessContext.Say($"{name}={value}");
            yield break;
        }
        context.Environment = environment;
        var steps = context.Container.FindProgram([.. rest[command..]]) is { } program ? program(rest[command..], context) : Missing(rest[command], context);
        foreach (var step in steps)
            yield return step;
    }

    private static IEnumerable<ProcessStep> Missing(string name, ProcessContext context)
    {
        context.Status = ShellRun.NotFound;
        yield return ProcessContext.Complain($"env: can't execute '{name}': No such file or directory");
    }

    internal static IEnumerable<ProcessStep> PrintEnvironment(ImmutableArray<string> words, ProcessContext context)
    {
        if (words.Length == 1)
        {
            foreach (var step in Environment(words, context))
                yield return step;
            yield break;
        }
        context.Status = 0;
        foreach (var name in words.Skip(1))
        {
            if (context.Environment.TryGetValue(name, out var value))
                yield return ProcessContext.Say(value);
            else
                context.Status = 1;
        }
    }

    internal static IEnumerable<ProcessStep> Hostname(ProcessContext context)
    {
        context.Status = 0;
        yield return ProcessContext.Say(context.Container.Hostname);
    }

    internal static IEnumerable<ProcessStep> PrintDirectory(ProcessContext context)
    {
        context.Status = 0;
        yield return ProcessContext.Say(context.Directory);
    }

    internal static IEnumerable<ProcessStep> ChangeDirectory(string wanted, ShellRun run)
    {
        var context = run.Context;
        var path = context.Resolve(wanted);
        context.Status = context.Files.IsDirectory(path) ? 0 : 2;
        if (context.Status == 0)
            context.Directory = path;
        else
            yield return ProcessContext.Complain($"{run.State.Name}: cd: can't cd to {wanted}: {(context.Files.Find(path) is null ? "No such file or directory" : "Not a directory")}");
    }

    internal static IEnumerable<ProcessStep> Date(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var format = words.Skip(1).FirstOrDefault(word => word.StartsWith('+'));
        yield return ProcessContext.Say(format is null
            ? context.Now.UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)
            : Formatted(format[1..], context.Now));
    }

    private static string Formatted(string format, DateTimeOffset now)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }
            var symbol = format[++index];
            text.Append(symbol switch
            {
                's' => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                'N' => now.UtcDateTime.ToString("fffffff'00'", CultureInfo.InvariantCulture),
                'Y' => Part("yyyy"),
                'm' => Part("MM"),
                'd' => Part("dd"),
                'H' => Part("HH"),
                'M' => Part("mm"),
                'S' => Part("ss"),
                'F' => Part("yyyy-MM-dd"),
                'T' => Part("HH:mm:ss"),
                'Z' => "UTC",
                '%' => "%",
                _ => $"%{symbol}",
            });
        }
        return text.ToString();

        string Part(string form) => now.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
    }

    private static bool TrySeconds(string text, out TimeSpan time)
    {
        var unit = text.Length > 0 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
        var parsed = double.TryParse(unit == 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        time = parsed ? TimeSpan.FromSeconds(Math.Min(number * Math.Max(unit, 1), int.MaxValue)) : default;
        return parsed;
    }
}
