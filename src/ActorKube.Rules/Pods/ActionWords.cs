using System.Globalization;

namespace ActorKube.Rules.Pods;

/// <summary>What actions over the network meet, in the words of the kubelet's libraries.</summary>
/// <remarks>Source: pkg/probe of Kubernetes and the errors of Go's net and net/http packages, which users see in Events.</remarks>
public static class ActionWords
{
    private const int LowestBad = 400;
    private const int LowestGood = 200;

    /// <summary>An HTTP answer: a status from 200 to 399 is success for a probe; a hook is content with any.</summary>
    public static ActionOutcome HttpStatus(int status, bool anyWillDo) => anyWillDo || status is >= LowestGood and < LowestBad
        ? ActionOutcome.Success
        : ActionOutcome.Failure(string.Create(CultureInfo.InvariantCulture, $"HTTP probe failed with statuscode: {status}"));

    /// <summary>Nobody listens there.</summary>
    /// <param name="action">What was tried.</param>
    /// <param name="address">The address that was tried.</param>
    public static ActionOutcome Refused(ContainerAction action, string address) => Unreached(action, address, "connect: connection refused", "connection refused");

    /// <summary>The connection was made, or not, but there was no answer in time.</summary>
    public static ActionOutcome TimedOut(ContainerAction action, string address) => action switch
    {
        ContainerAction.HttpGet get => ActionOutcome.Failure($"Get \"{Url(get, address)}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"),
        ContainerAction.Grpc grpc => ActionOutcome.Failure(string.Create(
            CultureInfo.InvariantCulture, $"timeout: failed to connect service \"{address}:{grpc.Port}\" within 1s: context deadline exceeded")),
        ContainerAction.Exec exec => ActionOutcome.Failure($"command \"{string.Join(' ', exec.Command)}\" timed out"),
        _ => Unreached(action, address, "i/o timeout", "i/o timeout"),
    };

    /// <summary>A gRPC server's answer to the question for its health.</summary>
    public static ActionOutcome Health(string status) => status == "SERVING"
        ? ActionOutcome.Success
        : ActionOutcome.Failure($"service unhealthy (responded with \"{status}\")");

    /// <summary>The server speaks no gRPC health.</summary>
    public static ActionOutcome NoHealth() => ActionOutcome.Failure(
        "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): rpc error: code = Unimplemented desc = unknown service grpc.health.v1.Health");

    /// <summary>The address that an HTTP action asks.</summary>
    public static string Url(ContainerAction.HttpGet get, string address) =>
        string.Create(CultureInfo.InvariantCulture, $"{get.Scheme}://{(get.Host.Length > 0 ? get.Host : address)}:{get.Port}{get.Path}");

    private static ActionOutcome Unreached(ContainerAction action, string address, string why, string whyOfGrpc) => ActionOutcome.Failure(action switch
    {
        ContainerAction.HttpGet get => string.Create(
            CultureInfo.InvariantCulture, $"Get \"{Url(get, address)}\": dial tcp {(get.Host.Length > 0 ? get.Host : address)}:{get.Port}: {why}"),
        ContainerAction.TcpSocket tcp => string.Create(CultureInfo.InvariantCulture, $"dial tcp {(tcp.Host.Length > 0 ? tcp.Host : address)}:{tcp.Port}: {why}"),
        ContainerAction.Grpc grpc => string.Create(
            CultureInfo.InvariantCulture, $"error: failed to connect to \"{address}:{grpc.Port}\": connection error: desc = \"transport: Error while dialing: dial tcp {address}:{grpc.Port}: {whyOfGrpc}\""),
        _ => why,
    });
}
