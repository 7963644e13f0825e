using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>Admission of PriorityClasses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass.</remarks>
internal sealed class PriorityClassAdmission() : KindAdmission(KindCatalogue.PriorityClass)
{
    private const string SystemPrefix = "system-";
    private const long HighestOfUsers = 1_000_000_000;

    private static readonly Dictionary<string, long> OfSystem = new() { ["system-node-critical"] = 2_000_001_000, ["system-cluster-critical"] = 2_000_000_000 };

    internal override bool CountsGenerations => true;

    internal override bool IsNewGeneration(JsonObject tree, JsonObject live) => false;

    private protected override void Default(JsonObject tree)
    {
        if (tree["preemptionPolicy"] is null)
            tree["preemptionPolicy"] = "PreemptLowerPriority";
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (name, number) = (value["metadata"]["name"], value["value"]);
        return
        [
            .. name.Text.StartsWith(SystemPrefix, StringComparison.Ordinal)
                ? Reserved(value, name.Text).Select(why => FieldFault.Forbidden(name.Path, $"priority class names with '{SystemPrefix}' prefix are reserved for system use only. error: {why}"))
                : number.Number > HighestOfUsers
                    ? [FieldFault.Forbidden(number.Path, $"maximum allowed value of a user defined priority is {HighestOfUsers}")]
                    : Array.Empty<FieldFault>(),
            .. Checks.OneOf(value["preemptionPolicy"], "PreemptLowerPriority", "Never"),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (number, policy) = (value["value"], value["preemptionPolicy"]);
        return
        [
            .. (number.Number ?? 0) == (live["value"].Number ?? 0) ? Array.Empty<FieldFault>() : [FieldFault.Forbidden(number.Path, "may not be changed in an update.")],
            .. policy.Text == live["preemptionPolicy"].Text ? Array.Empty<FieldFault>() : [FieldFault.Invalid(policy.Path, policy.Text, Checks.Immutable)],
        ];
    }

    private static IEnumerable<string> Reserved(Field value, string name)
    {
        if (!OfSystem.TryGetValue(name, out var number))
            return [$"{name} is not a known system priority class"];
        if ((value["value"].Number ?? 0) != number)
            return [$"value of {name} PriorityClass must be {number}"];
        return value["globalDefault"].Flag ? [$"globalDefault of {name} PriorityClass must be false"] : [];
    }
}
