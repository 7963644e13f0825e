using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What a container's own restart policy and its rules must keep to.</summary>
/// <remarks>Source: KEP-5307 and the field descriptions of <c>restartPolicy</c> and <c>restartPolicyRules</c>.</remarks>
internal static class RestartPolicyRules
{
    private const int MostRules = 20;
    private const int MostCodes = 255;

    internal static IEnumerable<FieldFault> Check(Field container)
    {
        var (policy, rules) = (container["restartPolicy"], container["restartPolicyRules"]);
        if (policy.IsSet)
            foreach (var fault in Checks.OneOf(policy, "Always", "Never", "OnFailure"))
                yield return fault;
        else if (rules.Count > 0)
            yield return FieldFault.Required(policy.Path, "must specify restartPolicy when restart rules are used");
        if (rules.Count > MostRules)
            yield return FieldFault.TooMany(rules.Path, rules.Count, MostRules);
        foreach (var fault in rules.Items.SelectMany(CheckRule))
            yield return fault;
    }

    private static IEnumerable<FieldFault> CheckRule(Field rule)
    {
        var codes = rule["exitCodes"];
        foreach (var fault in Checks.OneOf(rule["action"], "Restart"))
            yield return fault;
        if (!codes.IsSet)
        {
            yield return FieldFault.Required(codes.Path, "must be specified");
            yield break;
        }
        foreach (var fault in Checks.OneOf(codes["operator"], "In", "NotIn"))
            yield return fault;
        if (codes["values"].Count > MostCodes)
            yield return FieldFault.TooMany(codes["values"].Path, codes["values"].Count, MostCodes);
    }
}
