using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Commands that run when a signal comes, or when the shell ends.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.14, trap.</remarks>
internal static class ShellTraps
{
    private const string Exit = "EXIT";

    private static readonly Dictionary<string, ProcessSignal> Signals = new(StringComparer.Ordinal)
    {
        ["HUP"] = ProcessSignal.HangUp, ["INT"] = ProcessSignal.Interrupt, ["QUIT"] = ProcessSignal.Quit, ["KILL"] = ProcessSignal.Kill,
        ["USR1"] = ProcessSignal.User1, ["USR2"] = ProcessSignal.User2, ["PIPE"] = ProcessSignal.Pipe, ["TERM"] = ProcessSignal.Terminate,
    };

    /// <summary>The name of a signal.</summary>
    internal static string NameOf(ProcessSignal signal) => Signals.First(each => each.Value == signal).Key;

    /// <summary>The signal of a name, with or without <c>SIG</c>, or of a number; null if there is none.</summary>
    internal static ProcessSignal? Find(string text)
    {
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        if (Signals.TryGetValue(name.ToUpperInvariant(), out var signal))
            return signal;
        return int.TryParse(text, out var number) && Enum.IsDefined((ProcessSignal)number) ? (ProcessSignal)number : null;
    }

    /// <summary>The key of a trap: a signal's name, or <c>EXIT</c>; null if the text is neither.</summary>
    internal static string? KeyOf(string text) => text is "0" or Exit ? Exit : Find(text) is { } signal ? NameOf(signal) : null;

    /// <summary>The commands for a signal that has come.</summary>
    internal static IEnumerable<ProcessStep> Pending(ShellRun run)
    {
        if (run.Context.PendingTrap is not { } signal)
            yield break;
        run.Context.PendingTrap = null;
        foreach (var step in Commands(run, NameOf(signal)))
            yield return step;
    }

    /// <summary>The commands for the end of the shell; they may end it again, with another status.</summary>
    internal static IEnumerable<ProcessStep> AtExit(ShellRun run)
    {
        foreach (var step in Pending(run))
            yield return step;
        run.State.Jump = ShellJump.None;
        foreach (var step in Commands(run, Exit))
            yield return step;
    }

    private static IEnumerable<ProcessStep> Commands(ShellRun run, string key)
    {
        if (run.State.Traps.GetValueOrDefault(key) is not { Length: > 0 } text)
            yield break;
        if (key == Exit)
            run.State.Traps.Remove(key);
        var status = run.Context.Status;
        foreach (var step in run.Text(text))
            yield return step;
        if (run.State.Jump != ShellJump.Exit)
            run.Context.Status = status;
    }
}
