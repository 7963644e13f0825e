using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Built-in commands that set variables, arguments and options.</summary>
internal static class ShellVariables
{
    private const int Misused = 2;
    private const string Letters = "abCefhmnuvx";

    internal static IEnumerable<ProcessStep> Export(ImmutableArray<string> words, ShellRun run) => Each(words, run, "export", static (name, run) => run.State.Export(name));

    internal static IEnumerable<ProcessStep> ReadOnly(ImmutableArray<string> words, ShellRun run) => Each(words, run, "readonly", static (name, run) => run.State.Protect(name));

    internal static IEnumerable<ProcessStep> Local(ImmutableArray<string> words, ShellRun run)
    {
        if (run.State.Locals.Count == 0)
            return run.Complain("local: not in a function", Misused);
        foreach (var word in words.Skip(1))
        {
            var (name, value) = Parted(word);
            run.State.Locals.Peek().TryAdd(name, run.State.Find(name));
            if (!ShellLexer.IsName(name))
                return run.Complain($"local: {word}: bad variable name", Misused);
            if (!run.State.Set(name, value ?? ""))
                return run.Complain($"{name}: is read only", Misused);
        }
        return ShellBuiltins.End(run, 0);
    }

    internal static IEnumerable<ProcessStep> Unset(ImmutableArray<string> words, ShellRun run)
    {
        foreach (var name in words.Skip(1).Where(word => word is not ("-v" or "-f")))
        {
            if (words[1] == "-f")
                run.State.Functions.Remove(name);
            else if (!run.State.Unset(name))
                return run.Complain($"unset: {name}: is read only", Misused);
        }
        return ShellBuiltins.End(run, 0);
    }

    /// <summary><c>set [-+LETTERS] [-o NAME] [--] [ARGUMENTS]</c>; alone it shows all variables.</summary>
    internal static IEnumerable<ProcessStep> Set(ImmutableArray<string> words, ShellRun run)
    {
        run.Context.Status = 0;
        if (words.Length == 1)
        {
            foreach (var (name, value) in run.State.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
                yield return ProcessContext.Say($"{name}='{value}'");
            yield break;
        }
        var index = 1;
        for (; index < words.Length && words[index] is ['-' or '+', _, ..] and not "--"; index++)
        {
            var sets = words[index][0] == '-';
            foreach (var letter in words[index][1..])
            {
                var option = letter;
                if (letter == 'o' && index + 1 < words.Length)
                    option = words[++index] switch { "errexit" => 'e', "nounset" => 'u', "xtrace" => 'x', "pipefail" => 'p', "noglob" => 'f', "noclobber" => 'C', "allexport" => 'a', _ => '?' };
                if (option != 'p' && !Letters.Contains(option, StringComparison.Ordinal))
                {
                    run.Context.Status = Misused;
                    yield return ProcessContext.Complain($"{run.State.Name}: set: illegal option {words[index]}");
                    yield break;
                }
                run.State.Options = sets ? run.State.Options.Add(option) : run.State.Options.Remove(option);
            }
        }
        if (index < words.Length)
            run.State.Arguments = words[(words[index] == "--" ? index + 1 : index)..];
    }

    /// <summary><c>read [-r] [-p PROMPT] NAME…</c>: a line of input, one field a name.</summary>
    internal static IEnumerable<ProcessStep> Read(ImmutableArray<string> words, ShellRun run)
    {
        var (isRaw, names) = (false, new List<string>());
        for (var index = 1; index < words.Length; index++)
        {
            if (words[index] == "-r")
                isRaw = true;
            else if (words[index] == "-p" && index + 1 < words.Length)
                yield return new ProcessStep.Write(OutputStream.Stderr, Encoding.UTF8.GetBytes(words[++index]));
            else if (words[index].StartsWith('-'))
            {
                foreach (var step in run.Complain($"read: {words[index]}: not supported by the simulated shell", Misused))
                    yield return step;
                yield break;
            }
            else
                names.Add(words[index]);
        }
        var (line, input, ended) = (new List<byte>(), run.Context.Input, false);
        while (true)
        {
            if (input.MeetsEnd())
            {
                ended = true;
                break;
            }
            if (input.Length == 0)
            {
                yield return ProcessStep.ReadInput.Instance;
                continue;
            }
            var symbol = input.Take(1).Span[0];
            if (symbol == '\n')
                break;
            line.Add(symbol);
        }
        var text = Encoding.UTF8.GetString([.. line]);
        run.Context.Status = ended && line.Count == 0 ? 1 : 0;
        Assign(isRaw ? text : text.Replace("\\", "", StringComparison.Ordinal), names.Count == 0 ? ["REPLY"] : names, run.State);
    }

    private static void Assign(string line, List<string> names, ShellState state)
    {
        var separators = (state.Find("IFS") ?? " \t\n").ToCharArray();
        var rest = line;
        for (var index = 0; index < names.Count; index++)
        {
            rest = rest.TrimStart([.. separators.Where(char.IsWhiteSpace)]);
            var end = index == names.Count - 1 ? -1 : rest.IndexOfAny(separators);
            state.Set(names[index], end < 0 ? rest.TrimEnd([.. separators.Where(char.IsWhiteSpace)]) : rest[..end]);
            rest = end < 0 ? "" : rest[(end + 1)..];
        }
    }

    private static IEnumerable<ProcessStep> Each(ImmutableArray<string> words, ShellRun run, string command, Action<string, ShellRun> act)
    {
        run.Context.Status = 0;
        if (words.Length == 1 || words is [_, "-p"])
        {
            foreach (var (name, value) in run.State.Environment([]).OrderBy(variable => variable.Key, StringComparer.Ordinal))
                yield return ProcessContext.Say($"{command} {name}='{value}'");
            yield break;
        }
        foreach (var word in words.Skip(1))
        {
            var (name, value) = Parted(word);
            var fault = !ShellLexer.IsName(name) ? $"{command}: {word}: bad variable name" : value is not null && !run.State.Set(name, value) ? $"{command}: {name}: is read only" : null;
            if (fault is not null)
            {
                run.Context.Status = Misused;
                yield return ProcessContext.Complain($"{run.State.Name}: {fault}");
                yield break;
            }
            act(name, run);
        }
    }

    private static (string Name, string? Value) Parted(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? (word[..equals], word[(equals + 1)..]) : (word, null);
}
