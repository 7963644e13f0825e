using System.Text;
using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>What the commands of one process share: its container, its input, and what a shell changes. Belongs to one process.</summary>
public sealed class ProcessContext(SimulatedContainer container, bool isTerminal)
{
    /// <summary>The container.</summary>
    public SimulatedContainer Container => container;

    /// <summary>Its files.</summary>
    public ContainerFiles Files => container.Files;

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => field ??= container.Environment;

    /// <summary>True if input and output are a terminal.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>Standard input.</summary>
    public ProcessInput Input { get; } = new();

    /// <summary>The emulated time of this step.</summary>
    public DateTimeOffset Now { get; internal set; }

    /// <summary>Exit status of the last command.</summary>
    public int Status { get; set; }

    /// <summary>The working directory.</summary>
    public string Directory { get; set; } = container.WorkingDirectory;

    /// <summary>True from the moment that <c>exit</c> was run until its shell has ended.</summary>
    internal bool Exits { get; set; }

    /// <summary>Set by Ctrl-C: the command that runs is to be given up.</summary>
    internal bool IsInterrupted { get; set; }

    /// <summary>How many interactive shells run, one in the other: Ctrl-C ends the command of the innermost, not the process.</summary>
    internal int Shells { get; set; }

    internal string Resolve(string path) => ContainerFiles.Absolute(Directory, path);

    internal static ProcessStep Say(string line) => new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(line + "\n"));

    internal static ProcessStep Complain(string line) => new ProcessStep.Write(OutputStream.Stderr, Encoding.UTF8.GetBytes(line + "\n"));
}
