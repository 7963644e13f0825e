using System.Collections.Immutable;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Images;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>What the processes of one run of a simulated container share.</summary>
/// <param name="model">The container as its pod's manifest has it.</param>
/// <param name="image">What is known of its image.</param>
/// <param name="hostname">The pod's host name.</param>
/// <param name="files">The files.</param>
/// <param name="environment">The environment.</param>
/// <param name="shared">The pod's process namespace; null if the container has one of its own.</param>
public sealed class SimulatedContainer(V1Container model, ImageFacts image, string hostname, ContainerFiles files, ContainerEnvironment environment, ProcessNamespace? shared = null)
{
    // What listens is asked for by others than those who run the processes.
    private volatile IReadOnlyList<RunningServer> _servers = [];

    /// <summary>The container's name.</summary>
    public string Name => model.Name;

    /// <summary>What is known of its image.</summary>
    public ImageFacts Image => image;

    /// <summary>The pod's host name.</summary>
    public string Hostname => hostname;

    /// <summary>The files.</summary>
    public ContainerFiles Files => files;

    /// <summary>Where its processes begin.</summary>
    public string WorkingDirectory => string.IsNullOrEmpty(model.WorkingDir) ? "/" : model.WorkingDir;

    /// <summary>The environment of its processes.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment.Read();

    /// <summary>The memory that it may use, in bytes; null for any.</summary>
    public double? MemoryLimit { get; } = model.Resources?.Limits?.TryGetValue("memory", out var limit) == true && Quantity.TryParse(limit.ToString(), out var amount)
        ? (double)amount.Value
        : null;

    /// <summary>The processes that its own can see.</summary>
    public ProcessNamespace Processes { get; } = shared ?? new(isShared: false);

    /// <summary>Sends a signal to its first process; set by whoever runs that.</summary>
    public Action<ProcessSignal> SignalInit { get; set; } = static _ => { };

    /// <summary>Called when a program begins to listen, or ends; set by whoever runs them.</summary>
    public Action ListeningChanged { get; init; } = static () => { };

    /// <summary>The programs of its image that run.</summary>
    public IReadOnlyList<RunningServer> Servers => _servers;

    /// <summary>The ports that the manifest declares for TCP.</summary>
    internal IEnumerable<int> DeclaredPorts => (model.Ports ?? []).Where(port => port.Protocol is null or "TCP").Select(port => port.ContainerPort);

    /// <summary>What listens at a port; null if nothing does.</summary>
    public (ServedPort Port, DateTimeOffset Since)? Listening(int number)
    {
        foreach (var server in _servers)
            foreach (var port in server.Ports)
                if (port.Number == number)
                    return (port, server.StartedAt);
        return null;
    }

    internal void Begins(RunningServer server) => Serve([.. _servers, server], server);

    internal void Ends(RunningServer server) => Serve([.. _servers.Where(other => other != server)], server);

    private void Serve(IReadOnlyList<RunningServer> servers, RunningServer changed)
    {
        _servers = servers;
        if (!changed.Ports.IsEmpty)
            ListeningChanged();
    }

    /// <summary>The program that a command line starts; null if there is none.</summary>
    internal CommandBody? FindProgram(ImmutableArray<string> words) => image.Find(words.AsSpan()) is { } program
        ? (line, context) => ProgramRun.Steps(program, line, context)
        : CommandTable.Find(words[0], image.Commands);

    /// <summary>True if there is a program of that name or path.</summary>
    internal bool HasProgram(string name) => image.Programs.Any(program => program.Name == name[(name.LastIndexOf('/') + 1)..]) || CommandTable.Find(name, image.Commands) is not null;
}
