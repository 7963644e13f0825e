using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>ConfigMaps and Secrets that say so never change their data again, and never stop saying so.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable.</remarks>
internal static class ImmutableData
{
    private const string Detail = "field is immutable when `immutable` is set";

    internal static IEnumerable<FieldFault> Check(Field value, Field live, params string[] bags)
    {
        if (!live["immutable"].Flag)
            return [];
        return
        [
            .. value["immutable"].Flag ? Array.Empty<FieldFault>() : [FieldFault.Forbidden("immutable", Detail)],
            .. bags.Where(bag => Changed(value[bag], live[bag])).Select(bag => FieldFault.Forbidden(bag, Detail)),
        ];
    }

    private static bool Changed(Field bag, Field live) => bag.Count + live.Count > 0 && !bag.Node.SameAs(live.Node);
}
