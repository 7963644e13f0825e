using System.Collections.Immutable;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Redirections: opens files, runs a command with them, and puts the streams back.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.7; messages are BusyBox's.</remarks>
internal sealed class ShellStreams(ProcessContext context, ShellState state, ShellExpansion expansion)
{
    /// <summary>Runs a command with redirections.</summary>
    internal IEnumerable<ProcessStep> Within(ShellNode.Redirected redirected, IEnumerable<ProcessStep> command)
    {
        // "exec > file" is for the rest of the shell.
        var stays = redirected.Command is ShellNode.Simple { Words: [var only], Assignments.IsEmpty: true } && only.Bare == "exec";
        var (input, stdout, stderr) = (context.Input, context.Stdout, context.Stderr);
        try
        {
            foreach (var redirection in redirected.Redirections)
            {
                string? fault = null;
                foreach (var step in expansion.Text(redirection.Target, text => fault = Apply(redirection, text)))
                    yield return step;
                if (fault is null)
                    continue;
                context.Status = 1;
                yield return ProcessContext.Complain($"{state.Name}: {fault}");
                yield break;
            }
            foreach (var step in command)
                yield return step;
        }
        finally
        {
            if (!stays)
                (context.Input, context.Stdout, context.Stderr) = (input, stdout, stderr);
        }
    }

    /// <summary>Does one redirection; says what is wrong if it can't.</summary>
    private string? Apply(Redirection redirection, string target)
    {
        switch (redirection.Kind)
        {
            case RedirectionKind.Here:
                context.Input = Given(System.Text.Encoding.UTF8.GetBytes(target));
                return null;
            case RedirectionKind.Read:
                var (bytes, fault) = context.Files.Read(context.Resolve(target));
                if (fault == FileFault.None)
                    context.Input = Given(bytes);
                return fault == FileFault.None ? null : $"can't open {target}: {(fault == FileFault.NotFound ? "no such file" : fault.Text())}";
            case RedirectionKind.Duplicate:
                return Duplicate(redirection.Number, target);
            case RedirectionKind.WriteBoth:
                if (Open(target, append: false, out var both) is { } cannot)
                    return cannot;
                (context.Stdout, context.Stderr) = (both!, both!);
                return null;
            default:
                if (Open(target, redirection.Kind == RedirectionKind.Append, out var output) is { } refused)
                    return refused;
                Set(redirection.Number, output!);
                return null;
        }
    }

    private string? Duplicate(int number, string target)
    {
        if (number == 0)
        {
            if (target == "-")
                context.Input = Given(default);
            return target is "-" or "0" ? null : $"{target}: Bad file descriptor";
        }
        OutputTarget? output = target switch { "1" => context.Stdout, "2" => context.Stderr, "-" => new FileOutput(context.Files, "/dev/null"), _ => null };
        if (output is null)
            return $"{target}: Bad file descriptor";
        Set(number, output);
        return null;
    }

    private string? Open(string target, bool append, out OutputTarget? output)
    {
        var path = context.Resolve(target);
        output = path switch
        {
            "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => context.Stdout,
            "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => context.Stderr,
            // The log of the container; from another process than its own there is no way to it.
            "/proc/1/fd/1" when context.Group.IsInit => HostOutput.Stdout,
            "/proc/1/fd/2" when context.Group.IsInit => HostOutput.Stderr,
            _ => null,
        };
        if (output is not null)
            return null;
        if (!append && state.Options.Contains('C') && context.Files.Find(path) is { IsDirectory: false })
            return $"can't create {target}: {FileFault.Exists.Text()}";
        if (context.Files.Write(path, [], append, context.Now) is not FileFault.None and var fault)
            return $"can't create {target}: {(fault == FileFault.NotFound ? "nonexistent directory" : fault.Text())}";
        output = new FileOutput(context.Files, path);
        return null;
    }

    private void Set(int number, OutputTarget output)
    {
        if (number == 2)
            context.Stderr = output;
        else
            context.Stdout = output;
    }

    private static ProcessInput Given(ReadOnlyMemory<byte> bytes)
    {
        var input = new ProcessInput();
        input.Put(bytes);
        input.End();
        return input;
    }
}
