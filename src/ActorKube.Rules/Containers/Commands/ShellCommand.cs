using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>sh</c>: a script after <c>-c</c>, or lines from standard input, with a prompt if that is a terminal.</summary>
internal static class ShellCommand
{
    private const int Interrupted = 130;

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        return words switch
        {
            [_] => FromInput(context),
            [_, "-i"] => FromInput(context),
            [_, "-c", var script, ..] => Script(script, context),
            [_, "-c"] => Refused("sh: -c requires an argument", context),
            _ => Refused($"sh: {words[1]}: only -c and -i are supported by the simulated shell", context),
        };
    }

    private static IEnumerable<ProcessStep> Refused(string line, ProcessContext context)
    {
        context.Status = 2;
        yield return ProcessContext.Complain(line);
    }

    private static IEnumerable<ProcessStep> Script(string script, ProcessContext context)
    {
        foreach (var step in ScriptRun.Steps(ShellScript.Compile(script, context.Environment), context))
            yield return step;
        context.Exits = false;
    }

    private static IEnumerable<ProcessStep> FromInput(ProcessContext context)
    {
        var (script, line) = ("", new LineReader(context.Input));
        context.Shells += context.IsTerminal ? 1 : 0;
        while (true)
        {
            if (context.IsTerminal)
                yield return Prompt(script.Length == 0 ? $"{context.Directory} # " : "> ");
            string? next;
            while ((next = line.Next()) is null && !line.IsOver)
            {
                yield return ProcessStep.ReadInput.Instance;
                if (!context.IsInterrupted)
                    continue;
                context.IsInterrupted = false;
                script = "";
                yield return Prompt($"{context.Directory} # ");
            }
            if (next is null && script.Length == 0)
                break;
            script += next;
            var (program, isOpen) = ShellScript.CompilePart(script, context.Environment);
            if (isOpen && next is not null)
            {
                script += "\n";
                continue;
            }
            script = "";
            foreach (var step in ScriptRun.Steps(program, context))
            {
                yield return step;
                if (!context.IsInterrupted)
                    continue;
                (context.IsInterrupted, context.Status) = (false, Interrupted);
                break;
            }
            if (context.Exits)
                break;
        }
        context.Shells -= context.IsTerminal ? 1 : 0;
        context.Exits = false;
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
