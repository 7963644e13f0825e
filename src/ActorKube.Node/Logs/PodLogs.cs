using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Logs;

/// <summary>The logs of a pod's containers. Belongs to the pod's actor; runs ask it for their files.</summary>
/// <param name="spec">The pod.</param>
/// <param name="node">The logs of its node.</param>
internal sealed class PodLogs(PodSpec spec, NodeLogs node)
{
    private PodSpec _spec = spec;
    // Most pods have one or two containers.
    private ContainerLog[] _logs = [];
    private volatile bool _hasFiles;

    internal static Refusal Gone(string pod) => new(RefusalReason.NotFound, $"pods \"{pod}\" not found");

    /// <summary>The pod may have more containers now.</summary>
    internal void Know(PodSpec known) => _spec = known;

    /// <summary>A run of a container begins.</summary>
    internal RunLog Begin(string container, int run)
    {
        if (LogOf(container) is not { } log)
            _logs = [.. _logs, log = new(this, container)];
        return log.Begin(run);
    }

    /// <summary>The pod is gone: nothing is written any more, and what is on the disk goes.</summary>
    internal void End()
    {
        foreach (var log in _logs)
            log.Current?.End();
        if (_hasFiles && Folder is { } folder)
            node.Remove(folder);
    }

    /// <summary>The files of a run; null if logs are kept in memory only.</summary>
    internal LogFiles? FilesOf(string container, int run)
    {
        if (Folder is not { } folder)
            return null;
        _hasFiles = true;
        return new(Path.Combine(folder, container, string.Create(CultureInfo.InvariantCulture, $"{run}.log")), node);
    }

    /// <summary>The log of the last run of a container that has run.</summary>
    internal RunLog Of(string container) => LogOf(container)!.Current!;

    /// <summary>The log that is meant, and whether there may be more of it; or why it can't be had, in the kubelet's words.</summary>
    internal (RunLog? Log, bool Grows, Refusal? Refusal) Find(string wanted, bool previous, PodState state)
    {
        var pod = _spec.Object.Key.Name;
        var main = _spec.Containers.Where(container => container.Role == ContainerRole.Main).Select(container => container.Name).ToImmutableArray();
        if (wanted.Length == 0 && main.Length > 1)
            return Bad($"a container name must be specified for pod {pod}, choose one of: [{string.Join(' ', main)}]");
        var container = wanted.Length == 0 ? main[0] : wanted;
        if (!state.Containers.TryGetValue(container, out var known))
            return Bad($"container {container} is not valid for pod {pod}");
        var log = LogOf(container);
        if (previous)
            return log?.Previous is { } before ? (before, false, null) : Bad($"previous terminated container \"{container}\" in pod \"{pod}\" not found");
        if (!known.HasRun)
            return Bad($"container \"{container}\" in pod \"{pod}\" is waiting to start: {Waits(known.WaitingReason)}");
        // What ran before the worker was killed has left nothing.
        return (log?.Current ?? new ContainerLog(this, container).Begin(0), known.IsRunning, null);

        static (RunLog?, bool, Refusal?) Bad(string message) => (null, false, new(RefusalReason.BadRequest, message));
    }

    private string? Folder => node.FolderOf(_spec.Object.Key.Namespace, _spec.Object.Key.Name, _spec.Object.Metadata.Uid);

    private ContainerLog? LogOf(string container) => Array.Find(_logs, log => log.Name == container);

    private static string Waits(string reason) => reason switch
    {
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        _ => reason,
    };
}
