using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>Admission of LimitRanges.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/policy/limit-range/.</remarks>
internal sealed class LimitRangeAdmission() : KindAdmission(KindCatalogue.LimitRange)
{
    // What containers get is filled in from what they may have: the limit from max, the request from that limit or from min.
    private protected override void Default(JsonObject tree)
    {
        foreach (var limit in tree.Part("spec").Array("limits").Objects().Where(limit => limit.Text("type") == "Container"))
        {
            var (limits, requests) = (limit.Part("default"), limit.Part("defaultRequest"));
            Fill(limits, limit.Object("max"));
            Fill(requests, limits);
            Fill(requests, limit.Object("min"));
            limit.DropEmpty("default", "defaultRequest");
        }
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var limits = value["spec"]["limits"];
        var seen = new HashSet<string>();
        return limits.Items.SelectMany(limit => LimitRules.Check(limit, isRepeated: !seen.Add(limit["type"].Text)));
    }

    private static void Fill(JsonObject amounts, JsonObject? source)
    {
        foreach (var (resource, amount) in source?.ToList() ?? [])
            if (amount is not null && !amounts.ContainsKey(resource))
                amounts[resource] = amount.DeepClone();
    }
}
