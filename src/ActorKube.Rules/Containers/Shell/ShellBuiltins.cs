using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>A command that the shell itself carries out.</summary>
internal delegate IEnumerable<ProcessStep> ShellBuiltin(ImmutableArray<string> words, ShellRun run);

/// <summary>The commands that a shell carries out itself: one line a command.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.14; messages are BusyBox's.</remarks>
internal static class ShellBuiltins
{
    private const int Misused = 2;

    private static readonly Dictionary<string, ShellBuiltin> Table = new(StringComparer.Ordinal)
    {
        ["."] = Source,
        ["(("] = Calculate,
        [":"] = static (_, run) => End(run, 0),
        ["["] = Command(TestCommand.Run),
        ["[["] = ConditionCommand.Run,
        ["break"] = (words, run) => Leave(words, run, ShellJump.Break),
        ["cd"] = ChangeDirectory,
        ["command"] = Plain,
        ["continue"] = (words, run) => Leave(words, run, ShellJump.Continue),
        ["echo"] = Command(PlainCommands.Echo),
        ["eval"] = (words, run) => run.Text(string.Join(' ', words.Skip(1))),
        ["exec"] = (words, run) => words.Length > 1 ? run.External(words.RemoveAt(0), [], replaces: true) : End(run, 0),
        ["exit"] = Ends(ShellJump.Exit),
        ["export"] = ShellVariables.Export,
        ["false"] = static (_, run) => End(run, 1),
        ["kill"] = ShellJobs.Kill,
        ["let"] = Calculate,
        ["local"] = ShellVariables.Local,
        ["printf"] = Command(PrintfCommand.Run),
        ["pwd"] = Command(static (_, context) => PlainCommands.PrintDirectory(context)),
        ["read"] = ShellVariables.Read,
        ["readonly"] = ShellVariables.ReadOnly,
        ["return"] = Ends(ShellJump.Return),
        ["set"] = ShellVariables.Set,
        ["shift"] = Shift,
        ["source"] = Source,
        ["test"] = Command(TestCommand.Run),
        ["trap"] = Trap,
        ["true"] = static (_, run) => End(run, 0),
        ["type"] = Type,
        ["umask"] = Umask,
        ["unset"] = ShellVariables.Unset,
        ["wait"] = ShellJobs.Wait,
    };

    internal static ShellBuiltin? Find(string name) => Table.GetValueOrDefault(name);

    /// <summary>A status, and nothing else.</summary>
    internal static IEnumerable<ProcessStep> End(ShellRun run, int status)
    {
        run.Context.Status = status;
        return [];
    }

    private static ShellBuiltin Command(CommandBody body) => (words, run) => body(words, run.Context);

    private static IEnumerable<ProcessStep> Source(ImmutableArray<string> words, ShellRun run)
    {
        if (words.Length < 2)
            return run.Complain($"{words[0]}: filename argument required", Misused);
        var (bytes, fault) = run.Context.Files.Read(run.Context.Resolve(words[1]));
        if (fault == Files.FileFault.None)
            return run.Text(Encoding.UTF8.GetString(bytes.Span));
        run.Abandon();
        return run.Complain($"{words[0]}: can't open '{words[1]}': {Files.FileFaults.Text(fault)}", Misused);
    }

    private static IEnumerable<ProcessStep> Calculate(ImmutableArray<string> words, ShellRun run)
    {
        var last = 0L;
        foreach (var expression in words.Skip(1))
        {
            (last, var fault) = ShellArithmetic.Evaluate(expression, run.State);
            if (fault is not null)
                return run.Complain(fault, Misused);
        }
        return End(run, last == 0 ? 1 : 0);
    }

    private static IEnumerable<ProcessStep> Leave(ImmutableArray<string> words, ShellRun run, ShellJump jump)
    {
        var levels = 1;
        if (words.Length > 1 && (!int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out levels) || levels < 1))
            return run.Complain($"{words[0]}: Illegal number: {words[1]}", Misused);
        if (run.State.LoopDepth > 0)
            (run.State.Jump, run.State.JumpLevels) = (jump, Math.Min(levels, run.State.LoopDepth));
        return End(run, 0);
    }

    private static IEnumerable<ProcessStep> ChangeDirectory(ImmutableArray<string> words, ShellRun run)
    {
        var before = run.Context.Directory;
        var wanted = words.Length > 1 ? words[1] : run.State.Find("HOME") ?? "/";
        var goesBack = wanted == "-";
        foreach (var step in PlainCommands.ChangeDirectory(goesBack ? run.State.Find("OLDPWD") ?? before : wanted, run))
            yield return step;
        if (run.Context.Status != 0)
            yield break;
        run.State.Set("OLDPWD", before);
        run.State.Set("PWD", run.Context.Directory);
        if (goesBack)
            yield return ProcessContext.Say(run.Context.Directory);
    }

    /// <summary><c>command -v NAME</c>, or a command that is no function.</summary>
    private static IEnumerable<ProcessStep> Plain(ImmutableArray<string> words, ShellRun run)
    {
        if (words is [_, "-v" or "-V", ..])
            return Where(words[2..], run, static (name, where) => where ?? name, _ => null);
        if (words.Length < 2)
            return End(run, 0);
        return Find(words[1]) is { } builtIn ? builtIn(words.RemoveAt(0), run) : run.External(words.RemoveAt(0), [], replaces: false);
    }

    private static IEnumerable<ProcessStep> Type(ImmutableArray<string> words, ShellRun run) => Where(
        words.RemoveAt(0), run, static (name, where) => where is null ? $"{name} is a shell builtin" : $"{name} is {where}", static name => $"{name}: not found");

    private static IEnumerable<ProcessStep> Where(ImmutableArray<string> names, ShellRun run, Func<string, string?, string> found, Func<string, string?> missing)
    {
        run.Context.Status = 0;
        foreach (var name in names)
        {
            if (run.State.Functions.ContainsKey(name) || Find(name) is not null)
            {
                yield return ProcessContext.Say(found(name, null));
            }
            else if (run.Context.Container.HasProgram(name))
            {
                yield return ProcessContext.Say(found(name, name.Contains('/', StringComparison.Ordinal) ? name : $"/bin/{name}"));
            }
            else
            {
                run.Context.Status = ShellRun.NotFound;
                if (missing(name) is { } text)
                    yield return ProcessContext.Complain($"{run.State.Name}: {text}");
            }
        }
    }

    private static ShellBuiltin Ends(ShellJump jump) => (words, run) =>
    {
        var status = run.Context.Status;
        if (words.Length > 1 && !int.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out status))
            return run.Complain($"{words[0]}: Illegal number: {words[1]}", Misused);
        run.State.Jump = jump;
        return End(run, status & 0xff);
    };

    private static IEnumerable<ProcessStep> Shift(ImmutableArray<string> words, ShellRun run)
    {
        var by = 1;
        if (words.Length > 1 && !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out by))
            return run.Complain($"shift: Illegal number: {words[1]}", Misused);
        if (by > run.State.Arguments.Length)
            return End(run, 1);
        run.State.Arguments = run.State.Arguments.RemoveRange(0, by);
        return End(run, 0);
    }

    private static IEnumerable<ProcessStep> Trap(ImmutableArray<string> words, ShellRun run)
    {
        run.Context.Status = 0;
        var arguments = words.RemoveAt(0);
        if (arguments is ["--", ..])
            arguments = arguments.RemoveAt(0);
        if (arguments.IsEmpty)
        {
            foreach (var (key, command) in run.State.Traps.OrderBy(trap => trap.Key, StringComparer.Ordinal))
                yield return ProcessContext.Say($"trap -- '{command}' {key}");
            yield break;
        }
        // Without a command, all that are named are as they were in the beginning.
        var resets = arguments.Length == 1 || arguments[0] == "-";
        foreach (var name in arguments.Length == 1 ? arguments : arguments.RemoveAt(0))
        {
            if (ShellTraps.KeyOf(name) is not { } key)
            {
                run.Context.Status = 1;
                yield return ProcessContext.Complain($"{run.State.Name}: trap: {name}: invalid signal specification");
            }
            else if (resets)
            {
                run.State.Traps.Remove(key);
            }
            else
            {
                run.State.Traps[key] = arguments[0];
            }
        }
    }

    private static IEnumerable<ProcessStep> Umask(ImmutableArray<string> words, ShellRun run)
    {
        run.Context.Status = 0;
        if (words.Length == 1)
            yield return ProcessContext.Say("0022");
    }
}
