using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>The processes that began with one command: what they share, and which of them there are.</summary>
/// <param name="container">Where they run.</param>
/// <param name="isTerminal">True if input and output are a terminal.</param>
/// <param name="isOfContainer">True if the container ends with the first of them.</param>
internal sealed class ProcessGroup(SimulatedContainer container, bool isTerminal, bool isOfContainer)
{
    /// <summary>Processes at a time; a shell that wants more can't fork.</summary>
    private const int MostProcesses = 256;

    /// <summary>What a process may hold in memory: variables, lines to be sorted. One that wants more is killed, as by the kernel.</summary>
    private const long MostMemory = 16L * 1024 * 1024;

    private const int CannotFork = 2;

    // Replaced by every change: others list them.
    private volatile ForkedProcess[] _members = [];
    private bool _hasBegun;

    /// <summary>Standard input from the world outside.</summary>
    internal ProcessInput Input { get; } = new();

    /// <summary>True if input and output are a terminal.</summary>
    internal bool IsTerminal => isTerminal;

    /// <summary>Where they run.</summary>
    internal SimulatedContainer Container => container;

    /// <summary>True if the container ends with the first of them.</summary>
    internal bool IsOfContainer => isOfContainer;

    /// <summary>True if the first of them is process 1 of its namespace, to which signals do nothing that it has no trap for.</summary>
    internal bool IsInit => isOfContainer && FirstId == 1;

    /// <summary>The number of the first of them.</summary>
    internal int FirstId { get; } = isOfContainer ? container.Processes.OfContainer() : container.Processes.Next();

    /// <summary>The emulated time of this step.</summary>
    internal DateTimeOffset Now { get; set; }

    /// <summary>Set by Ctrl-C: the command that runs is to be given up.</summary>
    internal bool IsInterrupted { get; set; }

    /// <summary>The interactive shells, one in the other: Ctrl-C ends the command of the innermost, not the process.</summary>
    internal List<ProcessContext> Shells { get; } = [];

    /// <summary>When and how all of them end, whatever they do; null if nothing of the kind will happen.</summary>
    internal (DateTimeOffset At, int Status, string? Reason)? Fate { get; private set; }

    /// <summary>Those that have not ended, oldest first.</summary>
    internal IReadOnlyList<ForkedProcess> Members => _members;

    /// <summary>Each of them as a list of processes shows it. An image's program may show as several.</summary>
    internal IEnumerable<(int Id, string Title)> Listed => _members.SelectMany(process => process.Id == FirstId && !Titles.IsEmpty
        ? Titles.Select((title, index) => (process.Id + index, title))
        : [(process.Id, string.Join(' ', process.Context.Words))]);

    /// <summary>What the first of them calls itself and its workers; none for its command line.</summary>
    internal ImmutableArray<string> Titles { get; private set; } = [];

    /// <summary>Makes a process that runs beside the others from now on.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="steps">Its steps; its status is the context's afterwards.</param>
    internal ForkedProcess Fork(ProcessContext context, IEnumerable<ProcessStep> steps)
    {
        var process = new ForkedProcess(_hasBegun ? container.Processes.Next() : FirstId, context, _members.Length < MostProcesses ? steps : Refused(context));
        _members = [.. _members, process];
        if (!_hasBegun)
            container.Processes.Add(this);
        _hasBegun = true;
        return process;
    }

    /// <summary>The first of them is a program with these titles: one number each.</summary>
    internal void Show(ImmutableArray<string> titles)
    {
        for (var worker = 1; worker < titles.Length; worker++)
            container.Processes.Next();
        Titles = titles;
    }

    /// <summary>Says how much memory one of them holds, in bytes; too much ends them all.</summary>
    internal void Holds(long bytes, DateTimeOffset now)
    {
        if (bytes > MostMemory)
            Doom(now, SimulatedProgram.Killed, SimulatedProgram.OutOfMemory);
    }

    private static IEnumerable<ProcessStep> Refused(ProcessContext context)
    {
        context.Status = CannotFork;
        yield return ProcessContext.Complain("sh: can't fork: Resource temporarily unavailable");
    }

    /// <summary>They all end then, if nothing ends them earlier.</summary>
    internal void Doom(DateTimeOffset at, int status, string? reason)
    {
        if (Fate is not { } known || at < known.At)
            Fate = (at, status, reason);
    }

    internal void Forget(ForkedProcess ended)
    {
        _members = Array.FindAll(_members, process => process != ended);
        Shells.Remove(ended.Context);
        if (ended.Id == FirstId)
            container.Processes.Remove(this);
    }

    /// <summary>True if Ctrl-C was meant for this shell; then it is done with.</summary>
    internal bool TakeInterrupt(ProcessContext shell)
    {
        if (!IsInterrupted || Shells is not [.., var innermost] || innermost != shell)
            return false;
        IsInterrupted = false;
        return true;
    }

    /// <summary>The process of that number; null if there is none, or it has ended.</summary>
    internal ForkedProcess? Find(int id) => Array.Find(_members, process => process.Id == id);
}
