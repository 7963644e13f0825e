using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>What the processes of one run of a simulated container share.</summary>
/// <param name="model">The container as its pod's manifest has it.</param>
/// <param name="hostname">The pod's host name.</param>
/// <param name="files">The files.</param>
/// <param name="environment">The environment.</param>
public sealed class SimulatedContainer(V1Container model, string hostname, ContainerFiles files, ContainerEnvironment environment)
{
    /// <summary>The container's name.</summary>
    public string Name => model.Name;

    /// <summary>The pod's host name.</summary>
    public string Hostname => hostname;

    /// <summary>The files.</summary>
    public ContainerFiles Files => files;

    /// <summary>Where its processes begin.</summary>
    public string WorkingDirectory => string.IsNullOrEmpty(model.WorkingDir) ? "/" : model.WorkingDir;

    /// <summary>The environment of its processes.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment.Read();

    /// <summary>Sends a signal to process 1; set by whoever runs that.</summary>
    public Action<ProcessSignal> SignalInit { get; set; } = static _ => { };

    /// <summary>The program of that name or path; null if there is none.</summary>
    internal CommandBody? FindProgram(string command) => CommandTable.Find(command);
}
