using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Node.Containers;
using ActorKube.Node.Logs;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Sessions;

/// <summary>Opens sessions with a pod: each kind of wish becomes an inner end, or is refused in the kubelet's words.</summary>
internal static class PodSessions
{
    internal static (StartSession? Session, Refusal? Refusal) Open(
        OpenSession wanted, PodSpec spec, PodState state, PodLogs logs, RunningContainers running) => wanted switch
    {
        OpenLog open => Log(open, state, logs),
        OpenExec open => running.Find(open.Container) is { } container
            ? (new(container.Program.Exec(open.Command, open.Streams), OneOutput(open.Streams), container.Actor), null)
            : (null, Unknown($"container not found (\"{open.Container}\")")),
        OpenAttach open => running.Find(open.Container) is { } container
            ? (new(new AttachSession(container.Stdio, open.Streams.Stdin), open.Streams), null)
            : (null, Unknown($"container {open.Container} not found in pod {spec.Object.Key.Name}_{spec.Object.Key.Namespace}")),
        OpenPort open => (Port(open, running), null),
        _ => (null, new(RefusalReason.BadRequest, "this version of the node host does not know what was asked for")),
    };

    private static (StartSession?, Refusal?) Log(OpenLog open, PodState state, PodLogs logs)
    {
        var (log, grows, refusal) = logs.Find(open.Container, open.Options.Previous, state);
        return (log is null ? null : new(new LogSession(log, open.Options, grows), StartSession.OutputOnly), refusal);
    }

    private static StartSession Port(OpenPort open, RunningContainers running)
    {
        var refused = Unknown(Refused(open));
        foreach (var container in running.All)
            if (container.Program.Connect(open.Port, refused) is { } connection)
                return new(connection, StartSession.BothWays, container.Actor);
        return new(new FailedSession(refused), StartSession.BothWays);
    }

    /// <summary>A terminal has one output for everything.</summary>
    private static StandardStreams OneOutput(StandardStreams streams) => streams.Tty ? streams with { Stderr = false } : streams;

    /// <remarks>Source: containerd's port-forward, as a kubelet hands it on.</remarks>
    private static string Refused(OpenPort open)
    {
        var sandbox = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(open.Uid)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"error forwarding port {open.Port} to pod {sandbox}, uid : failed to execute portforward in network namespace \"{sandbox}\": failed to connect to localhost:{open.Port} inside namespace \"{sandbox}\", IPv4: dial tcp4 127.0.0.1:{open.Port}: connect: connection refused IPv6 dial tcp6 [::1]:{open.Port}: connect: connection refused");
    }

    private static Refusal Unknown(string message) => new(RefusalReason.InternalError, message);
}
