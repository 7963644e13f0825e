using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>sh</c>: a script after <c>-c</c>, a file, or lines from standard input, with a prompt if that is a terminal.</summary>
internal static class ShellCommand
{
    private const int Interrupted = 130;

    /// <summary><c>sh [OPTIONS] [-c SCRIPT [NAME ARGUMENT…] | FILE [ARGUMENT…]]</c>.</summary>
    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (state, index, takesScript) = (State(words, context), 1, false);
        for (; index < words.Length && words[index] is ['-' or '+', _, ..] option && option != "--"; index++)
        {
            var letters = option[1..];
            if (option[0] == '-' && letters is "-login" or "-norc" or "-noprofile")
                continue;
            if (letters == "o" && index + 1 < words.Length)
                letters = words[++index] switch { "pipefail" => "p", "errexit" => "e", "nounset" => "u", "xtrace" => "x", _ => "?" };
            takesScript |= letters.Contains('c', StringComparison.Ordinal);
            if (letters.FirstOrDefault(letter => !"abceilpsuvx".Contains(letter, StringComparison.Ordinal)) is not '\0' and var wrong)
                return Refused($"{state.Name}: illegal option -{wrong}", context);
            state.Options = state.Options.Union(letters.Where(letter => letter is not ('c' or 'i' or 'l' or 's')));
        }
        if (index < words.Length && words[index] == "--")
            index++;
        if (takesScript)
            return index == words.Length ? Refused($"{state.Name}: -c requires an argument", context) : Script(words[index], words[(index + 1)..], state, context);
        if (index == words.Length)
            return FromInput(new ShellRun(context, state));
        return File([words[index], .. words[(index + 1)..]], state, context);
    }

    /// <summary>A file that is run as a command: a script.</summary>
    internal static IEnumerable<ProcessStep> File(ImmutableArray<string> words, ProcessContext context) => File(words, State(["sh"], context), context);

    /// <summary>What a shell begins with.</summary>
    internal static ShellState State(ImmutableArray<string> words, ProcessContext context) =>
        new(words[0][(words[0].LastIndexOf('/') + 1)..], words[0], [], context.Environment, context.Group.FirstId);

    private static IEnumerable<ProcessStep> Refused(string line, ProcessContext context)
    {
        context.Status = 2;
        yield return ProcessContext.Complain(line);
    }

    private static IEnumerable<ProcessStep> Script(string script, ImmutableArray<string> arguments, ShellState outer, ProcessContext context)
    {
        var state = new ShellState(outer.Name, arguments is [var zero, ..] ? zero : outer.Zero, arguments.IsEmpty ? [] : arguments.RemoveAt(0), context.Environment, outer.Id)
        {
            Options = outer.Options,
        };
        var syntax = ShellSyntax.Read(script);
        return syntax.Script is { } body ? new ShellRun(context, state).Script(body) : Refused($"{outer.Name}: {syntax.Fault}", context);
    }

    private static IEnumerable<ProcessStep> File(ImmutableArray<string> words, ShellState state, ProcessContext context)
    {
        var (bytes, fault) = context.Files.Read(context.Resolve(words[0]));
        if (fault != FileFault.None)
            return Refused($"{state.Name}: can't open '{words[0]}': {fault.Text()}", context);
        return Script(Encoding.UTF8.GetString(bytes.Span), words, state, context);
    }

    private static IEnumerable<ProcessStep> FromInput(ShellRun run)
    {
        var context = run.Context;
        var (script, line) = ("", new LineReader(context.Input));
        if (context.IsTerminal)
            context.Group.Shells.Add(context);
        while (true)
        {
            if (context.IsTerminal)
                yield return Prompt(script.Length == 0 ? $"{context.Directory} # " : "> ");
            string? next;
            while ((next = line.Next()) is null && !line.IsOver)
            {
                yield return ProcessStep.ReadInput.Instance;
                if (!context.Group.TakeInterrupt(context))
                    continue;
                script = "";
                yield return Prompt($"{context.Directory} # ");
            }
            if (next is null && script.Length == 0)
                break;
            script += next;
            var syntax = ShellSyntax.Read(script);
            if (syntax.IsOpen && next is not null)
            {
                script += "\n";
                continue;
            }
            script = "";
            foreach (var step in syntax.Script is { } body ? run.Run(body) : run.Complain(syntax.Fault, 2))
            {
                yield return step;
                if (!context.Group.TakeInterrupt(context))
                    continue;
                context.Status = Interrupted;
                break;
            }
            if (run.State.Jump == ShellJump.Exit || next is null)
                break;
            run.State.Jump = ShellJump.None;
        }
        context.Group.Shells.Remove(context);
        foreach (var step in ShellTraps.AtExit(run))
            yield return step;
    }

    private static ProcessStep Prompt(string text) => new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(text));

    /// <summary>Lines of an input of which commands read, too: it never takes more than it gives.</summary>
    private sealed class LineReader(ProcessInput input)
    {
        private const int LongestLine = 64 * 1024;

        private readonly List<byte> _begun = [];

        /// <summary>True if the input has ended, and the last line was given.</summary>
        internal bool IsOver { get; private set; }

        internal string? Next()
        {
            while (input.Length > 0 && _begun.Count < LongestLine)
            {
                var symbol = input.Take(1).Span[0];
                if (symbol == '\n')
                    return Given();
                _begun.Add(symbol);
            }
            if (_begun.Count >= LongestLine)
                return Given();
            if (!input.MeetsEnd())
                return null;
            IsOver = true;
            return _begun.Count > 0 ? Given() : null;
        }

        private string Given()
        {
            var line = Encoding.UTF8.GetString([.. _begun]);
            _begun.Clear();
            return line;
        }
    }
}
