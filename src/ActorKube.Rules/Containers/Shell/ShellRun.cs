using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Runs the commands of one shell as steps of its process; each leaves its status in the process's context.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.8 to 2.12; messages are BusyBox's.</remarks>
internal sealed class ShellRun
{
    /// <summary>Status of a command that isn't there.</summary>
    internal const int NotFound = 127;

    private const int CannotRun = 126;
    private const int Misused = 2;

    private readonly ShellExpansion _expansion;
    private readonly ShellStreams _streams;

    /// <summary>True if the shell has one command to run, and a program takes its place.</summary>
    private bool IsReplaced { get; init; }

    internal ShellRun(ProcessContext context, ShellState state)
    {
        (Context, State) = (context, state);
        _expansion = new(context, state, this);
        _streams = new(context, state, _expansion);
        context.HasTrap = signal => state.Traps.ContainsKey(ShellTraps.NameOf(signal));
        context.OutlivesWriteFaults = true;
    }

    internal ProcessContext Context { get; }

    internal ShellState State { get; }

    /// <summary>A whole script, with the commands that <c>trap</c> set for its end.</summary>
    internal IEnumerable<ProcessStep> Script(ShellNode script)
    {
        foreach (var step in Run(script).Concat(ShellTraps.AtExit(this)))
            yield return step;
    }

    /// <summary>The text of a script, within this shell; a text that is none ends it.</summary>
    internal IEnumerable<ProcessStep> Text(string text)
    {
        var syntax = ShellSyntax.Read(text);
        if (syntax.Script is { } script)
            return Run(script);
        Abandon();
        return Complain(syntax.Fault, Misused);
    }

    /// <summary>A fault that ends a script, but not a shell into which somebody types.</summary>
    internal void Abandon()
    {
        if (!Context.Group.Shells.Contains(Context))
            State.Jump = ShellJump.Exit;
    }

    /// <summary>A message with the shell's name, and a status.</summary>
    internal IEnumerable<ProcessStep> Complain(string message, int status)
    {
        Context.Status = status;
        yield return ProcessContext.Complain($"{State.Name}: {message}");
    }

    /// <summary>One command of the grammar.</summary>
    internal IEnumerable<ProcessStep> Run(ShellNode node) => node switch
    {
        ShellNode.Sequence sequence => Sequence(sequence.Items),
        ShellNode.Background background => Background(background.Command),
        ShellNode.AndOr pair => AndOr(pair),
        ShellNode.Not not => Not(not.Command),
        ShellNode.Pipeline pipeline => Checked(Pipeline(pipeline.Stages)),
        ShellNode.Redirected redirected => _streams.Within(redirected, Run(redirected.Command)),
        ShellNode.Subshell subshell => Checked(Subshell(subshell.Body)),
        ShellNode.If choice => If(choice),
        ShellNode.Loop loop => Loop(loop),
        ShellNode.For loop => For(loop),
        ShellNode.Case choice => Case(choice),
        ShellNode.Function function => Define(function),
        ShellNode.Simple simple => Checked(Simple(simple)),
        _ => [],
    };

    /// <summary>Runs a script in a subshell, whose output is kept.</summary>
    internal IEnumerable<ProcessStep> Capture(ShellNode script, CapturedOutput output)
    {
        var context = Context.Fork();
        context.Stdout = output;
        return Join([Fork(context, script)]);
    }

    /// <summary>Waits for processes, and takes over the status of the last. They end with the wait if that is broken off.</summary>
    internal IEnumerable<ProcessStep> Join(IReadOnlyList<ForkedProcess> children)
    {
        try
        {
            foreach (var child in children)
            {
                while (!child.HasEnded)
                    yield return new ProcessStep.Join(child, ForSignals: false);
                Context.Status = child.Status;
            }
        }
        finally
        {
            foreach (var child in children)
                child.Signal(ProcessSignal.Kill);
        }
    }

    private ForkedProcess Fork(ProcessContext context, ShellNode node, bool replaced = false)
    {
        var shell = new ShellRun(context, State.Fork()) { IsReplaced = replaced };
        // Parentheses around the whole command make no further process.
        return Context.Group.Fork(context, shell.Script(node is ShellNode.Subshell subshell ? subshell.Body : node));
    }

    private IEnumerable<ProcessStep> Sequence(ImmutableArray<ShellNode> items)
    {
        foreach (var item in items)
        {
            foreach (var step in Run(item))
                yield return step;
            if (State.Jump != ShellJump.None)
                yield break;
        }
    }

    private IEnumerable<ProcessStep> Background(ShellNode command)
    {
        var context = Context.Fork();
        context.Input = new ProcessInput();
        context.Input.End();
        // Of a program in the background nothing is left of the shell.
        var child = Fork(context, command, replaced: command is ShellNode.Simple);
        State.Jobs.Add(child);
        (State.LastBackground, Context.Status) = (child.Id, 0);
        yield return ProcessStep.Turn.Instance;
    }

    private IEnumerable<ProcessStep> AndOr(ShellNode.AndOr pair)
    {
        foreach (var step in Condition(pair.Left))
            yield return step;
        if (State.Jump != ShellJump.None || pair.IsAnd != (Context.Status == 0))
            yield break;
        foreach (var step in Run(pair.Right))
            yield return step;
    }

    private IEnumerable<ProcessStep> Not(ShellNode command)
    {
        foreach (var step in Condition(command))
            yield return step;
        Context.Status = Context.Status == 0 ? 1 : 0;
    }

    /// <summary>A command whose status decides something.</summary>
    private IEnumerable<ProcessStep> Condition(ShellNode command)
    {
        State.Conditions++;
        foreach (var step in Run(command))
            yield return step;
        State.Conditions--;
    }

    /// <summary>A command whose failure ends the shell after <c>set -e</c>; traps run after it.</summary>
    private IEnumerable<ProcessStep> Checked(IEnumerable<ProcessStep> steps)
    {
        foreach (var step in steps)
            yield return step;
        if (Context.WriteFault is not FileFault.None and var fault)
        {
            Context.WriteFault = FileFault.None;
            foreach (var step in Complain($"write error: {fault.Text()}", 1))
                yield return step;
        }
        foreach (var step in ShellTraps.Pending(this))
            yield return step;
        if (Context.Status != 0 && State is { Conditions: 0, Jump: ShellJump.None } && State.Options.Contains('e'))
            State.Jump = ShellJump.Exit;
    }

    private IEnumerable<ProcessStep> Pipeline(ImmutableArray<ShellNode> stages)
    {
        var children = new List<ForkedProcess>();
        PipeOutput? pipe = null;
        foreach (var stage in stages)
        {
            var context = Context.Fork();
            if (pipe is not null)
                context.ReadFrom(pipe);
            if (children.Count < stages.Length - 1)
                context.WriteTo(pipe = new PipeOutput());
            children.Add(Fork(context, stage));
        }
        foreach (var step in Join(children))
            yield return step;
        if (State.Options.Contains('p') && children.FindLast(child => child.Status != 0) is { } failed)
            Context.Status = failed.Status;
    }

    private IEnumerable<ProcessStep> Subshell(ShellNode body) => Join([Fork(Context.Fork(), body)]);

    private IEnumerable<ProcessStep> If(ShellNode.If choice)
    {
        foreach (var step in Condition(choice.Condition))
            yield return step;
        if (State.Jump != ShellJump.None)
            yield break;
        var branch = Context.Status == 0 ? choice.Then : choice.Else;
        Context.Status = 0;
        foreach (var step in branch is null ? [] : Run(branch))
            yield return step;
    }

    private IEnumerable<ProcessStep> Loop(ShellNode.Loop loop)
    {
        State.LoopDepth++;
        var status = 0;
        while (true)
        {
            foreach (var step in Condition(loop.Condition))
                yield return step;
            if (LeavesLoop() || (Context.Status == 0) == loop.IsUntil)
                break;
            foreach (var step in Run(loop.Body))
                yield return step;
            status = Context.Status;
            if (LeavesLoop())
                break;
            yield return ProcessStep.Turn.Instance;
        }
        State.LoopDepth--;
        if (State.Jump is ShellJump.None)
            Context.Status = status;
    }

    private IEnumerable<ProcessStep> For(ShellNode.For loop)
    {
        var values = new List<string>();
        if (loop.Words is { } words)
            foreach (var step in words.SelectMany(word => _expansion.Fields(word, values)))
                yield return step;
        else
            values.AddRange(State.Arguments);
        State.LoopDepth++;
        Context.Status = 0;
        foreach (var value in values)
        {
            State.Set(loop.Name, value);
            foreach (var step in Run(loop.Body))
                yield return step;
            if (LeavesLoop())
                break;
            yield return ProcessStep.Turn.Instance;
        }
        State.LoopDepth--;
    }

    /// <summary>True if a loop is to be left; what was aimed at this loop is done with.</summary>
    private bool LeavesLoop()
    {
        if (State.Jump is not (ShellJump.Break or ShellJump.Continue))
            return State.Jump != ShellJump.None;
        var leaves = State.Jump == ShellJump.Break || State.JumpLevels > 1;
        if (--State.JumpLevels <= 0)
            State.Jump = ShellJump.None;
        return leaves;
    }

    private IEnumerable<ProcessStep> Case(ShellNode.Case choice)
    {
        var value = "";
        foreach (var step in _expansion.Text(choice.Word, text => value = text))
            yield return step;
        Context.Status = 0;
        foreach (var (patterns, body) in choice.Arms)
        {
            var matches = false;
            foreach (var step in patterns.SelectMany(word => _expansion.Pattern(word, pattern => matches |= ShellPattern.Matches(pattern, value))))
                yield return step;
            if (!matches)
                continue;
            foreach (var step in Run(body))
                yield return step;
            yield break;
        }
    }

    private IEnumerable<ProcessStep> Define(ShellNode.Function function)
    {
        State.Functions[function.Name] = function.Body;
        Context.Status = 0;
        return [];
    }

    private IEnumerable<ProcessStep> Simple(ShellNode.Simple simple)
    {
        Context.Group.Holds(State.Characters * sizeof(char), Context.Now);
        var (words, assigned) = (new List<string>(), new List<(string Name, string Value)>());
        foreach (var step in simple.Words.SelectMany(word => _expansion.Fields(word, words)))
            yield return step;
        if (words.Count == 0 && simple.Words.IsEmpty)
            Context.Status = 0;
        foreach (var (name, value) in simple.Assignments)
            foreach (var step in _expansion.Text(value, text => assigned.Add((name, text))))
                yield return step;
        if (_expansion.Fault is { } fault)
        {
            Abandon();
            foreach (var step in Complain(fault, Misused))
                yield return step;
            yield break;
        }
        if (State.Options.Contains('x'))
            yield return ProcessContext.Complain($"+ {string.Join(' ', assigned.Select(each => $"{each.Name}={each.Value}").Concat(words))}");
        foreach (var step in words.Count == 0 ? Assign(assigned) : Command([.. words], assigned))
            yield return step;
    }

    private IEnumerable<ProcessStep> Assign(List<(string Name, string Value)> assigned)
    {
        foreach (var (name, value) in assigned)
            if (!State.Set(name, value))
                return Complain($"{name}: is read only", Misused);
        return [];
    }

    private IEnumerable<ProcessStep> Command(ImmutableArray<string> words, List<(string Name, string Value)> assigned)
    {
        if (State.Functions.TryGetValue(words[0], out var function))
            return Call(function, words, assigned);
        if (ShellBuiltins.Find(words[0]) is { } builtIn)
            return Assign(assigned).Concat(builtIn(words, this));
        return External(words, assigned, IsReplaced);
    }

    /// <summary>A program: beside the shell, which waits for it, or in its place.</summary>
    internal IEnumerable<ProcessStep> External(ImmutableArray<string> words, List<(string Name, string Value)> assigned, bool replaces)
    {
        var context = replaces ? Context : Context.Fork();
        context.Environment = State.Environment(assigned);
        if (ProgramOf(words, context, out var fault, out var status) is not { } steps)
            return Complain(fault, status);
        if (!replaces)
        {
            context.Words = words;
            return Beside(words[0], Context.Group.Fork(context, steps));
        }
        context.Words = words;
        context.HasTrap = static _ => false;
        context.OutlivesWriteFaults = false;
        State.Jump = ShellJump.Exit;
        return steps;
    }

    private IEnumerable<ProcessStep> Beside(string name, ForkedProcess program)
    {
        foreach (var step in Join([program]))
            yield return step;
        if (!program.Context.OutlivesWriteFaults && program.Context.WriteFault is not FileFault.None and var fault)
            yield return ProcessContext.Complain($"{name}: write error: {fault.Text()}");
    }

    private IEnumerable<ProcessStep>? ProgramOf(ImmutableArray<string> words, ProcessContext context, out string fault, out int status)
    {
        (fault, status) = ("", 0);
        if (Context.Container.FindProgram(words) is { } program)
            return program(words, context);
        (fault, status) = ($"{words[0]}: not found", NotFound);
        if (!words[0].Contains('/', StringComparison.Ordinal) || Context.Files.Find(Context.Resolve(words[0])) is not { } facts)
            return null;
        (fault, status) = ($"{words[0]}: Permission denied", CannotRun);
        if (facts.IsDirectory || !facts.Mode.HasFlag(UnixFileMode.UserExecute))
            return null;
        return ShellCommand.File(words, context);
    }

    private IEnumerable<ProcessStep> Call(ShellNode function, ImmutableArray<string> words, List<(string Name, string Value)> assigned)
    {
        const int deepest = 200;
        if (State.FunctionDepth >= deepest)
        {
            State.Jump = ShellJump.Exit;
            foreach (var step in Complain($"{words[0]}: maximum function nesting level exceeded", Misused))
                yield return step;
            yield break;
        }
        var arguments = State.Arguments;
        State.Arguments = words.RemoveAt(0);
        State.FunctionDepth++;
        State.Locals.Push([]);
        foreach (var step in Assign(assigned).Concat(Run(function)))
            yield return step;
        foreach (var (name, value) in State.Locals.Pop())
        {
            if (value is null)
                State.Unset(name);
            else
                State.Set(name, value);
        }
        State.FunctionDepth--;
        State.Arguments = arguments;
        if (State.Jump == ShellJump.Return)
            State.Jump = ShellJump.None;
    }
}
