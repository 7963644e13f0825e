using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Commands about the processes of a container, or of a pod that shares its process namespace.</summary>
internal static class ProcessCommands
{
    private static readonly ImmutableArray<string> Usual = ["pid", "user", "time", "args"];

    private static readonly Dictionary<string, (string Heading, int Width)> Columns = new(StringComparer.Ordinal)
    {
        ["pid"] = ("PID", -5), ["user"] = ("USER", 8), ["time"] = ("TIME", -5), ["args"] = ("COMMAND", 0), ["comm"] = ("COMMAND", 16), ["ppid"] = ("PPID", -5),
    };

    /// <summary><c>ps [-o COLUMN,…]</c>: everything there is, whatever else is asked for, as BusyBox's does.</summary>
    internal static IEnumerable<ProcessStep> List(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var at = words.IndexOf("-o");
        var columns = at >= 0 && at + 1 < words.Length ? [.. words[at + 1].Split(',').Select(name => name is "command" or "cmd" ? "args" : name)] : Usual;
        if (columns.FirstOrDefault(name => !Columns.ContainsKey(name)) is { } unknown)
        {
            context.Status = 1;
            yield return ProcessContext.Complain($"ps: bad -o argument '{unknown}', supported arguments: {string.Join(',', Columns.Keys)}");
            yield break;
        }
        yield return ProcessContext.Say(Row(columns, name => Columns[name].Heading.PadRight(Math.Abs(Columns[name].Width))));
        foreach (var (id, title) in context.Container.Processes.Processes.ToList())
            yield return ProcessContext.Say(Row(columns, name => name switch
            {
                "pid" => id.ToString(CultureInfo.InvariantCulture), "ppid" => "0", "user" => "root", "time" => "0:00", "comm" => NameOf(title), _ => title,
            }));
    }

    /// <summary><c>pgrep [-f] PATTERN</c>.</summary>
    internal static IEnumerable<ProcessStep> Find(ImmutableArray<string> words, ProcessContext context)
    {
        var pattern = CommandLines.Options(words, "", out _, out var letters).FirstOrDefault("");
        return Say(Matching(context, title => (letters.Contains('f', StringComparison.Ordinal) ? title : NameOf(title)).Contains(pattern, StringComparison.Ordinal)), "\n", context);
    }

    /// <summary><c>pidof NAME…</c>.</summary>
    internal static IEnumerable<ProcessStep> IdsOf(ImmutableArray<string> words, ProcessContext context) =>
        Say([.. Matching(context, title => words.Skip(1).Contains(NameOf(title))).Reverse()], " ", context);

    /// <summary><c>killall [-SIGNAL] NAME</c>, or <c>pkill [-SIGNAL] PATTERN</c>.</summary>
    internal static IEnumerable<ProcessStep> KillByName(ImmutableArray<string> words, ProcessContext context, bool exactly)
    {
        context.Status = 0;
        var given = words.Length > 2 && words[1].StartsWith('-') ? words[1][1..] : null;
        var (name, signal) = (words.Length > 1 ? words[^1] : "", given is null ? ProcessSignal.Terminate : ShellTraps.Find(given));
        if (name.Length == 0 || (signal is null && given != "0"))
        {
            context.Status = 1;
            yield return ProcessContext.Complain(name.Length == 0 ? $"{words[0]}: usage: {words[0]} [-SIGNAL] NAME" : $"{words[0]}: bad signal name '{given}'");
            yield break;
        }
        var found = Matching(context, title => exactly ? NameOf(title) == name : NameOf(title).Contains(name, StringComparison.Ordinal));
        if (found.Count(id => ShellJobs.Send(id, signal, context)) == 0)
        {
            context.Status = 1;
            if (exactly)
                yield return ProcessContext.Complain($"{words[0]}: {name}: no process killed");
        }
        yield return ProcessStep.Turn.Instance;
    }

    // Nobody looks for the command that looks.
    private static ImmutableArray<int> Matching(ProcessContext context, Func<string, bool> matches) =>
        [.. context.Container.Processes.Processes.Where(process => context.Group.Find(process.Id)?.Context != context && matches(process.Title)).Select(process => process.Id)];

    private static IEnumerable<ProcessStep> Say(ImmutableArray<int> ids, string between, ProcessContext context)
    {
        context.Status = ids.IsEmpty ? 1 : 0;
        return ids.IsEmpty ? [] : [ProcessContext.Say(string.Join(between, ids.Select(id => id.ToString(CultureInfo.InvariantCulture))))];
    }

    /// <summary>The name of a process: that of its file, or what stands before the colon of a title.</summary>
    private static string NameOf(string title)
    {
        var first = title.Split(' ', 2)[0].TrimEnd(':');
        return first[(first.LastIndexOf('/') + 1)..];
    }

    private static string Row(ImmutableArray<string> columns, Func<string, string> cell) => string.Join(' ', columns.Select((name, index) =>
        index == columns.Length - 1 ? cell(name).TrimEnd() : Columns[name].Width < 0 ? cell(name).PadLeft(-Columns[name].Width) : cell(name).PadRight(Columns[name].Width)));
}
