using System.Collections.Immutable;
using System.Globalization;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>Something that a kubelet does to a running container: the action of a probe or of a lifecycle hook.</summary>
/// <remarks>Source: ProbeHandler and LifecycleHandler in https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/.</remarks>
public abstract record ContainerAction
{
    private ContainerAction() { }

    /// <summary>Runs a command in the container; exit code 0 is success.</summary>
    public sealed record Exec(ImmutableArray<string> Command) : ContainerAction;

    /// <summary>Sends a GET; a status from 200 to 399 is success.</summary>
    /// <param name="Host">The host; empty for the pod's address.</param>
    /// <param name="Port">The port.</param>
    /// <param name="Path">Path and query, beginning with a slash.</param>
    /// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
    /// <param name="Headers">Further header fields.</param>
    public sealed record HttpGet(string Host, int Port, string Path, string Scheme, ImmutableArray<(string Name, string Value)> Headers) : ContainerAction;

    /// <summary>Opens a connection.</summary>
    /// <param name="Host">The host; empty for the pod's address.</param>
    /// <param name="Port">The port.</param>
    public sealed record TcpSocket(string Host, int Port) : ContainerAction;

    /// <summary>Asks for the health of a gRPC service; SERVING is success.</summary>
    /// <param name="Port">The port at the pod's address.</param>
    /// <param name="Service">The service; empty for the server as a whole.</param>
    public sealed record Grpc(int Port, string Service) : ContainerAction;

    /// <summary>Waits.</summary>
    /// <param name="Time">Emulated time.</param>
    public sealed record Sleep(TimeSpan Time) : ContainerAction;

    /// <summary>Can't be done at all: each try is an error, not a failure.</summary>
    /// <param name="Fault">Why, in the kubelet's words.</param>
    public sealed record Impossible(string Fault) : ContainerAction;

    internal static ContainerAction Of(V1Probe probe, V1Container container) =>
        Of(probe.Exec, probe.HttpGet, probe.TcpSocket, container)
        ?? (probe.Grpc is { } grpc ? new Grpc(grpc.Port, grpc.Service ?? "") : new Impossible("missing probe handler"));

    internal static ContainerAction Of(V1LifecycleHandler hook, V1Container container) =>
        Of(hook.Exec, hook.HttpGet, hook.TcpSocket, container)
        ?? (hook.Sleep is { } sleep ? new Sleep(TimeSpan.FromSeconds(sleep.Seconds)) : new Impossible("invalid handler"));

    private static ContainerAction? Of(V1ExecAction? exec, V1HTTPGetAction? get, V1TCPSocketAction? tcp, V1Container container)
    {
        if (exec is not null)
            return new Exec([.. exec.Command ?? []]);
        if (get is not null)
            return AtPort(get.Port, container, port => new HttpGet(
                get.Host ?? "", port, get.Path is { Length: > 0 } path ? path.StartsWith('/') ? path : "/" + path : "/", (get.Scheme ?? "HTTP").ToLowerInvariant(),
                [.. (get.HttpHeaders ?? []).Select(header => (header.Name, header.Value ?? ""))]));
        return tcp is null ? null : AtPort(tcp.Port, container, port => new TcpSocket(tcp.Host ?? "", port));
    }

    // A name that no port has is read as a number, as the kubelet does, whose error is that of the reading.
    private static ContainerAction AtPort(IntOrString wanted, V1Container container, Func<int, ContainerAction> make)
    {
        var text = wanted.Value;
        var named = container.Ports?.FirstOrDefault(port => port.Name == text)?.ContainerPort;
        if (named is null && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return new Impossible($"strconv.Atoi: parsing \"{text}\": invalid syntax");
        var port = named ?? int.Parse(text, CultureInfo.InvariantCulture);
        return port is > 0 and < 65536 ? make(port) : new Impossible(string.Create(CultureInfo.InvariantCulture, $"invalid port number: {port}"));
    }
}
