using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using k8s.Models;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>Evaluates the grammar of the corpus' <c>expected</c> column on the objects of a cluster, and what its containers print.</summary>
internal sealed partial class CorpusCheck(IReadOnlyCollection<ApiObject> objects, CorpusOutput output)
{
    private static readonly Dictionary<string, ResourceKind> Kinds = new()
    {
        ["pod"] = KindCatalogue.Pod, ["deployment"] = KindCatalogue.Deployment, ["replicaset"] = KindCatalogue.ReplicaSet,
        ["configmap"] = KindCatalogue.ConfigMap, ["secret"] = KindCatalogue.Secret,
    };

    private static readonly string[] PodChecks =
    [
        "phase", "qosClass", "node", "nodeName", "schedulerName", "ready", "status", "restarts", "waiting", "waitmsg", "terminated", "last", "cond", "reason", "msg",
        "absent", "requests", "limits", "label", "env", "owner", "event", "gone", "count", "nodes", "log", "exec", "started", "effective",
    ];

    private static readonly string[] DataChecks = ["type", "data", "decoded"];

    private static readonly string[] WorkloadChecks = ["replicas", "ready", "updated", "available", "cond", "reason", "msg", "gone", "count", "event"];

    /// <summary>Why this row can't be checked yet, or null.</summary>
    internal static string? NotCheckable(string expected)
    {
        foreach (var assertion in Assertions(expected))
        {
            if (assertion.Kind == "rejected")
                continue;
            if (!Kinds.ContainsKey(assertion.Kind.TrimEnd('s')))
                return $"kind {assertion.Kind} comes with a later issue";
            var known = assertion.Kind.StartsWith("pod", StringComparison.Ordinal) ? PodChecks : assertion.Kind is "configmap" or "secret" ? DataChecks : WorkloadChecks;
            foreach (var check in assertion.Checks)
                if (!known.Contains(check.Name))
                    return $"check {check.Name} needs what a later issue brings";
        }
        return null;
    }

    /// <summary>The first assertion that doesn't hold, with what was seen; null if all hold.</summary>
    internal string? FirstFailure(string expected) =>
        expected.Split(" OR ").Select(alternative => Assertions(alternative).Select(Failure).FirstOrDefault(failure => failure is not null))
            .Aggregate((left, right) => left is null || right is null ? null : $"{left}; nor {right}");

    internal static IReadOnlyList<CorpusAssertion> Assertions(string expected) => [.. expected.Split(" ; ").SelectMany(part => part.Split(" OR ")).Select(CorpusAssertion.Parse)];

    private string? Failure(CorpusAssertion assertion)
    {
        if (assertion.Kind == "rejected")
            return null;
        var selected = Select(assertion);
        var checks = assertion.Checks.ToList();
        if (checks.Any(check => check.Name == "gone"))
            return selected.Count == 0 ? null : $"{assertion.Subject} is still there";
        // A count goes with the other checks: so many objects for which those hold.
        if (checks.Find(check => check.Name == "count") is { } count)
        {
            var matching = selected.Count(item => checks.Where(check => check.Name is not "count").All(check => Holds(check, Seen(item, check))));
            return Holds(count, matching.ToString(CultureInfo.InvariantCulture)) ? null : $"{assertion.Subject}: count is {matching}, not {count.Value}";
        }
        if (checks.Find(check => check.Name == "nodes") is { } nodes)
        {
            var seen = string.Join(',', selected.Select(item => item.Pod.NodeName).Order());
            return seen == nodes.Value ? null : $"{assertion.Subject}: nodes are {seen}, not {nodes.Value}";
        }
        if (selected.Count == 0)
            return $"{assertion.Subject} is not there";
        return selected.SelectMany(item => checks.Select(check => Filled(check, item)).Where(check => !Holds(check, Seen(item, check)))
            .Select(check => $"{assertion.Subject}: {check} but it is \"{Seen(item, check)}\"")).FirstOrDefault();
    }

    /// <summary>The check with the object's own values for <c>{.spec.nodeName}</c> and the like.</summary>
    private static CorpusAssertedField Filled(CorpusAssertedField check, ApiObject item) => check.Name is not ("log" or "exec") ? check : check with
    {
        Value = Placeholder().Replace(check.Value, match => match.Groups[1].Value.Split('.').Aggregate((System.Text.Json.Nodes.JsonNode?)item.ToTree(), (node, name) => node?[name])?.ToString() ?? match.Value),
    };

    private List<ApiObject> Select(CorpusAssertion assertion) => Select(objects, assertion);

    /// <summary>The objects that an assertion is about.</summary>
    internal static List<ApiObject> Select(IReadOnlyCollection<ApiObject> objects, CorpusAssertion assertion)
    {
        var kind = Kinds[assertion.Kind.TrimEnd('s')];
        return [.. objects.Where(item => item.Key.Kind == kind && item.Key.Namespace == assertion.Namespace
            && (assertion.Label is { } label ? item.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value : item.Key.Name == assertion.Name))];
    }

    private string Seen(ApiObject item, CorpusAssertedField check) => check.Name switch
    {
        "event" => string.Join('\n', objects.Where(other => other.Key.Kind == KindCatalogue.Event).Select(other => other.As<Corev1Event>())
            .Where(seen => seen.InvolvedObject.Uid == item.Metadata.Uid && seen.Reason == check.Of).Select(seen => seen.Message)),
        "log" => output.LogOf(item, check.Of!),
        "exec" => output.PrintedBy(item, check.Of!, check.Command),
        "owner" => item.Metadata.Controller is { } owner ? $"{owner.Kind}/{owner.Name}" : "none",
        "label" => item.Metadata.Labels.GetValueOrDefault(check.Of!, ""),
        _ when item.Key.Kind == KindCatalogue.Pod => SeenOfPod(item, check),
        "data" or "decoded" when item.ToTree()["data"]?[check.Of!]?.GetValue<string>() is { } value => check.Name == "data" ? value : Encoding.UTF8.GetString(Convert.FromBase64String(value)),
        "data" or "decoded" => "none",
        "type" => item.ToTree()["type"]?.GetValue<string>() ?? "",
        _ => SeenOfWorkload(item, check),
    };

    private static string SeenOfPod(ApiObject item, CorpusAssertedField check)
    {
        var pod = item.As<V1Pod>();
        var summary = PodSummary.Of(item);
        var container = pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).FirstOrDefault(container => container.Name == check.Of?.Split('.')[0]);
        var status = (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).FirstOrDefault(status => status.Name == check.Of);
        var condition = (pod.Status?.Conditions ?? []).FirstOrDefault(condition => condition.Type == check.Of);
        return check.Name switch
        {
            "phase" => pod.Status?.Phase ?? "",
            "qosClass" => pod.Status?.QosClass ?? "",
            "node" or "nodeName" => pod.Spec.NodeName ?? "",
            "schedulerName" => pod.Spec.SchedulerName ?? "",
            "ready" => summary.Ready,
            "status" => summary.Status,
            "restarts" => (status?.RestartCount ?? 0).ToString(CultureInfo.InvariantCulture),
            "started" => status?.Started == true ? "true" : "false",
            "effective" => item.Pod.Requests[check.Of!].ToString(),
            "waiting" => status?.State?.Waiting?.Reason ?? "",
            "waitmsg" => status?.State?.Waiting?.Message ?? "",
            "terminated" => Ended(status?.State?.Terminated),
            "last" => Ended(status?.LastState?.Terminated),
            "cond" => condition?.Status ?? "",
            "reason" => condition?.Reason ?? "",
            "msg" => condition?.Message ?? "",
            "absent" => condition is null ? "absent" : "present",
            "requests" => container?.Resources?.Requests?.TryGetValue(Resource(check), out var requested) == true ? requested.ToString() : "",
            "limits" => container?.Resources?.Limits?.TryGetValue(Resource(check), out var limited) == true ? limited.ToString() : "",
            "env" => container?.Env?.FirstOrDefault(variable => variable.Name == Resource(check))?.Value ?? "",
            _ => throw new InvalidOperationException($"no check {check.Name} of a pod"),
        };
    }

    private static string SeenOfWorkload(ApiObject item, CorpusAssertedField check)
    {
        var status = item.ToTree()["status"];
        var condition = status?["conditions"]?.AsArray().FirstOrDefault(condition => condition?["type"]?.GetValue<string>() == check.Of);
        return check.Name switch
        {
            "replicas" => Number("replicas"),
            "ready" => Number("readyReplicas"),
            "updated" => Number("updatedReplicas"),
            "available" => Number("availableReplicas"),
            "cond" => condition?["status"]?.GetValue<string>() ?? "",
            "reason" => condition?["reason"]?.GetValue<string>() ?? "",
            "msg" => condition?["message"]?.GetValue<string>() ?? "",
            _ => throw new InvalidOperationException($"no check {check.Name} of a {item.Key.Kind.Kind}"),
        };

        string Number(string field) => (status?[field]?.GetValue<int>() ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    private static string Resource(CorpusAssertedField check) => check.Of!.Split('.', 2)[1];

    private static string Ended(V1ContainerStateTerminated? terminated) => terminated is null ? "" : $"{terminated.Reason}/{terminated.ExitCode}";

    private static bool Holds(CorpusAssertedField check, string seen) => check.Operator switch
    {
        "absent" => seen == "absent",
        "~" => seen.Contains(check.Value, StringComparison.Ordinal),
        "=~" => Regex.IsMatch(seen, check.Value),
        ">=" => int.Parse(seen, CultureInfo.InvariantCulture) >= int.Parse(check.Value, CultureInfo.InvariantCulture),
        "=" when check.Value == "none" => seen is "" or "none",
        "=" when Range().Match(check.Value) is { Success: true } range =>
            int.Parse(seen, CultureInfo.InvariantCulture) is var number
            && number >= int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture) && number <= int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture),
        "==" => seen.TrimEnd('\n') == check.Value,
        _ => check.Value.Split('|').Contains(seen),
    };

    [GeneratedRegex(@"\{\.([\w.]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(\d+)\.\.(\d+)$")]
    private static partial Regex Range();
}
