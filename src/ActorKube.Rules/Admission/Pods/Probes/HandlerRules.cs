using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Probes;

/// <summary>What the handlers of probes and lifecycle hooks must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe and #LifecycleHandler there.</remarks>
internal static partial class HandlerRules
{
    private static readonly string[] OfProbes = ["exec", "httpGet", "tcpSocket", "grpc"];
    private static readonly string[] OfHooks = ["exec", "httpGet", "tcpSocket", "sleep"];

    internal static IEnumerable<FieldFault> CheckProbe(Field probe) => Check(probe, OfProbes, gracePeriodSeconds: null);

    internal static IEnumerable<FieldFault> CheckLifecycle(Field lifecycle, long? gracePeriodSeconds) => new[] { lifecycle["postStart"], lifecycle["preStop"] }
        .Where(hook => hook.IsSet).SelectMany(hook => Check(hook, OfHooks, gracePeriodSeconds));

    private static IEnumerable<FieldFault> Check(Field owner, string[] types, long? gracePeriodSeconds)
    {
        var handlers = types.Select(type => (Type: type, Handler: owner[type])).Where(one => one.Handler.IsSet).ToList();
        if (handlers.Count == 0)
            return [FieldFault.Required(owner.Path, "must specify a handler type")];
        return
        [
            .. Handler(handlers[0].Type, handlers[0].Handler, gracePeriodSeconds),
            .. handlers.Skip(1).Select(one => FieldFault.Forbidden(one.Handler.Path, "may not specify more than 1 handler type")),
        ];
    }

    private static IEnumerable<FieldFault> Handler(string type, Field handler, long? gracePeriodSeconds) => type switch
    {
        "exec" => handler["command"].Count == 0 ? [FieldFault.Required(handler["command"].Path)] : [],
        "httpGet" => HttpGet(handler),
        "tcpSocket" or "grpc" => PortOrName(handler["port"]),
        _ => Sleep(handler, gracePeriodSeconds),
    };

    private static IEnumerable<FieldFault> HttpGet(Field http)
    {
        var headers = http["httpHeaders"];
        return
        [
            .. http["path"].IsEmptyText ? [FieldFault.Required(http["path"].Path)] : Array.Empty<FieldFault>(),
            .. PortOrName(http["port"]),
            .. http["scheme"].Text is "HTTP" or "HTTPS" ? [] : new[] { FieldFault.NotSupported(http["scheme"].Path, http["scheme"].Text, "HTTP", "HTTPS") },
            .. headers.Each("name").Where(name => !HeaderName().IsMatch(name.Text)).Select(name => FieldFault.Invalid(headers.Path, name.Text,
                "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')")),
        ];
    }

    private static IEnumerable<FieldFault> PortOrName(Field port) => port.Node.AsText() is { } name
        ? NameRule.PortName.Faults(name).Select(fault => FieldFault.Invalid(port.Path, name, fault))
        : port.Number is null ? [FieldFault.Invalid(port.Path, 0, "must be between 1 and 65535, inclusive")] : Checks.Port(port);

    private static IEnumerable<FieldFault> Sleep(Field sleep, long? gracePeriodSeconds)
    {
        var seconds = sleep["seconds"].Number ?? 0;
        if (gracePeriodSeconds is not { } grace || (seconds > 0 && seconds <= grace))
            return [];
        return
        [
            FieldFault.Invalid(sleep.Path, seconds, $"must be greater than 0 and less than terminationGracePeriodSeconds ({grace}). "
                + "Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep."),
        ];
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\A[-A-Za-z0-9]+\z")]
    private static partial System.Text.RegularExpressions.Regex HeaderName();
}
