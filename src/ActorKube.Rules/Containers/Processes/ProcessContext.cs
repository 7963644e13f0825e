using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>What the commands of one process work with: its container, its input and outputs, and what a shell changes. Belongs to one process.</summary>
public sealed class ProcessContext
{
    private PipeOutput? _reads;
    private PipeOutput? _writes;

    /// <summary>The context of a first process.</summary>
    /// <param name="container">Where it runs.</param>
    /// <param name="isTerminal">True if input and output are a terminal.</param>
    /// <param name="isInit">True if the container ends with it.</param>
    public ProcessContext(SimulatedContainer container, bool isTerminal, bool isInit = false)
    {
        (Container, Group, Directory) = (container, new ProcessGroup(container, isTerminal, isInit), container.WorkingDirectory);
        Input = Group.Input;
    }

    private ProcessContext(ProcessContext of) =>
        (Container, Group, Directory, Input, Stdout, Stderr, Environment, Status, Words) =
        (of.Container, of.Group, of.Directory, of.Input, of.Stdout, of.Stderr, of.Environment, of.Status, of.Words);

    /// <summary>The container.</summary>
    public SimulatedContainer Container { get; }

    /// <summary>Its files.</summary>
    public ContainerFiles Files => Container.Files;

    /// <summary>The command line.</summary>
    public ImmutableArray<string> Words { get; internal set; } = [];

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ??= Container.Environment;
        internal set;
    }

    /// <summary>True if input and output are a terminal.</summary>
    public bool IsTerminal => Group.IsTerminal && ReferenceEquals(Input, Group.Input);

    /// <summary>Standard input.</summary>
    public ProcessInput Input { get; internal set; }

    /// <summary>The emulated time of this step.</summary>
    public DateTimeOffset Now => Group.Now;

    /// <summary>Exit status of the last command.</summary>
    public int Status { get; set; }

    /// <summary>The working directory.</summary>
    public string Directory { get; set; }

    internal ProcessGroup Group { get; }

    internal OutputTarget Stdout { get; set; } = HostOutput.Stdout;

    internal OutputTarget Stderr { get; set; } = HostOutput.Stderr;

    /// <summary>Why the last bytes could not be written.</summary>
    internal FileFault WriteFault { get; set; }

    /// <summary>True for a shell, which says itself what could not be written, and goes on; any other process ends there.</summary>
    internal bool OutlivesWriteFaults { get; set; }

    /// <summary>A signal for which there is a trap, until that has run.</summary>
    internal ProcessSignal? PendingTrap { get; set; }

    /// <summary>Says whether there is a trap for a signal.</summary>
    internal Func<ProcessSignal, bool> HasTrap { get; set; } = static _ => false;

    /// <summary>What a signal other than SIGKILL does to a program that handles them itself: the exit code, or null if nothing; null for a program that doesn't.</summary>
    internal Func<ProcessSignal, int?>? OnSignal { get; set; }

    internal string Resolve(string path) => ContainerFiles.Absolute(Directory, path);

    /// <summary>The same input, outputs, directory and environment for another process or command.</summary>
    internal ProcessContext Fork() => new(this);

    /// <summary>Makes the reading end of a pipe this process's input.</summary>
    internal void ReadFrom(PipeOutput pipe)
    {
        Input = pipe.Input;
        _reads = pipe;
    }

    /// <summary>Makes the writing end of a pipe this process's output; the pipe ends with the process.</summary>
    internal void WriteTo(PipeOutput pipe)
    {
        Stdout = pipe;
        _writes = pipe;
    }

    /// <summary>The process has ended: nobody reads from its pipes any more, and nothing more comes out of it.</summary>
    internal void Close()
    {
        _reads?.Break();
        _writes?.Input.End();
    }

    internal static ProcessStep Say(string line) => new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(line + "\n"));

    internal static ProcessStep Complain(string line) => new ProcessStep.Write(OutputStream.Stderr, Encoding.UTF8.GetBytes(line + "\n"));
}
