using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>What evictions read of a PodDisruptionBudget, and write to it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/.</remarks>
internal sealed class DisruptionBudget
{
    private const string WouldViolate = "Cannot evict pod as it would violate the pod's disruption budget.";

    // So many evictions that nobody has confirmed mean that whoever counts pods is behind: upstream's bound.
    private const int MostDisruptedPods = 2000;

    private readonly ApiObject _budget;
    private readonly JsonObject _tree;
    private readonly LabelSelector _selector;

    private DisruptionBudget(ApiObject budget)
    {
        (_budget, _tree) = (budget, budget.ToTree());
        _selector = SelectorReader.Read(_tree.Object("spec").Object("selector"));
    }

    private JsonObject? Status => _tree.Object("status");

    private long Healthy => Status.Number("currentHealthy") ?? 0;

    private long Desired => Status.Number("desiredHealthy") ?? 0;

    private long Allowed => Status.Number("disruptionsAllowed") ?? 0;

    internal static DisruptionBudget Read(ApiObject budget) => new(budget);

    /// <summary>A budget without a selector, or with an empty one, covers nothing.</summary>
    internal bool Covers(ApiObject pod) => !_selector.IsEverything && _selector.Matches(pod.Metadata.Labels);

    /// <summary>True if a pod that isn't ready may go without being counted: always, or while there are enough healthy ones.</summary>
    internal bool LetsUnhealthyGo =>
        _tree.Object("spec").Text("unhealthyPodEvictionPolicy") == "AlwaysAllow" || (Healthy >= Desired && Desired > 0);

    /// <summary>Why no pod may be disrupted now; null if one may.</summary>
    internal Refusal? Refuses()
    {
        var name = _budget.Key.Name;
        if ((Status.Number("observedGeneration") ?? 0) < _budget.Metadata.Generation)
            return TooMany($"The disruption budget {name} is still being processed by the server.");
        if (Allowed < 0)
            return Forbidden("pdb disruptions allowed is negative");
        if (Status.Object("disruptedPods")?.Count > MostDisruptedPods)
            return Forbidden("DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        if (Allowed > 0)
            return null;
        var failure = Status.Array("conditions").Objects()
            .FirstOrDefault(condition => condition.Text("type") == "DisruptionAllowed" && condition.Text("reason") == "SyncFailed");
        return TooMany(failure is null
            ? $"The disruption budget {name} needs {Desired} healthy pods and has {Healthy} currently"
            : $"The disruption budget {name} does not allow evicting pods currently because it failed sync: {failure.Text("message")}");
    }

    /// <summary>The budget with one disruption less, which remembers the pod until whoever counts pods has seen it go.</summary>
    internal ApiObject Charged(string pod, DateTimeOffset now)
    {
        var tree = (JsonObject)_tree.DeepClone();
        tree.Part("metadata").Remove("resourceVersion");
        var status = tree.Part("status");
        status["disruptionsAllowed"] = Allowed - 1;
        status.Part("disruptedPods")[pod] = now.ToText();
        if (Allowed == 1)
        {
            StatusConditions.Set(status, now, new()
            {
                ["type"] = "DisruptionAllowed", ["status"] = "False", ["reason"] = "InsufficientPods", ["message"] = "",
                ["observedGeneration"] = Status.Number("observedGeneration") ?? 0,
            });
        }
        return ApiObject.From(_budget.Key.Kind, tree);
    }

    private static Refusal TooMany(string cause) => new(RefusalReason.TooManyRequests, WouldViolate)
    {
        Faults = [new FieldFault("", FieldFaultKind.DisruptionBudget, cause)],
    };

    private Refusal Forbidden(string why) => new(RefusalReason.Forbidden, $"poddisruptionbudget.policy \"{_budget.Key.Name}\" is forbidden: {why}");
}
