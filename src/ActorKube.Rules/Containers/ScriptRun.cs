using System.Collections.Immutable;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers;

/// <summary>Runs the instructions of a script as the steps of a process.</summary>
internal static class ScriptRun
{
    private const int CannotWrite = 1;

    /// <summary>The steps; afterwards the context has the script's status.</summary>
    internal static IEnumerable<ProcessStep> Steps(ImmutableArray<Instruction> program, ProcessContext context)
    {
        for (var next = 0; next < program.Length && !context.Exits;)
        {
            switch (program[next++])
            {
                case Instruction.Print(var text, var status):
                    context.Status = status;
                    yield return status == 0 ? ProcessContext.Say(text) : ProcessContext.Complain(text);
                    break;
                case Instruction.Run run:
                    foreach (var step in Run(run, context))
                        yield return step;
                    break;
                case Instruction.Wait(var time):
                    context.Status = 0;
                    yield return new ProcessStep.Wait(time);
                    break;
                case Instruction.Serve:
                    yield return ProcessStep.Serve.Instance;
                    break;
                case Instruction.Exit(var code):
                    (context.Status, context.Exits) = (code ?? context.Status, true);
                    yield break;
                case Instruction.Jump(var target):
                    next = target;
                    yield return ProcessStep.Turn.Instance;
                    break;
                case Instruction.JumpIf(var succeeded, var target):
                    if (succeeded == (context.Status == 0))
                        next = target;
                    break;
            }
        }
    }

    private static IEnumerable<ProcessStep> Run(Instruction.Run run, ProcessContext context)
    {
        var steps = CommandTable.Find(run.Words[0]) is { } command ? command(run.Words, context) : Unknown(run.Words[0], context);
        return run.File is { } file ? Redirected(steps, context.Resolve(file), file, run.Append, context) : steps;
    }

    private static IEnumerable<ProcessStep> Unknown(string word, ProcessContext context)
    {
        context.Status = ShellScript.NotFound;
        yield return ProcessContext.Complain($"sh: {word}: not found");
    }

    private static IEnumerable<ProcessStep> Redirected(IEnumerable<ProcessStep> steps, string path, string named, bool append, ProcessContext context)
    {
        if (context.Files.Write(path, [], append, context.Now) is not FileFault.None and var fault)
        {
            context.Status = CannotWrite;
            yield return ProcessContext.Complain(
                $"sh: can't create {named}: {(fault == FileFault.NotFound ? "nonexistent directory" : fault.Text())}");
            yield break;
        }
        foreach (var step in steps)
        {
            if (step is not ProcessStep.Write { Stream: OutputStream.Stdout } write)
            {
                yield return step;
            }
            else if (context.Files.Write(path, write.Bytes.Span, append: true, context.Now) is not FileFault.None and var full)
            {
                context.Status = CannotWrite;
                yield return ProcessContext.Complain($"sh: write error: {full.Text()}");
                yield break;
            }
        }
    }
}
