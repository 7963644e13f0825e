using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of StatefulSets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/.</remarks>
internal sealed class StatefulSetAdmission() : KindAdmission(KindCatalogue.StatefulSet)
{
    private const string RollingUpdate = "RollingUpdate";

    private static readonly string[] Changeable =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("podManagementPolicy", "OrderedReady");
        TemplateRules.Default(spec);
        var strategy = spec.Part("updateStrategy");
        strategy.Default("type", RollingUpdate);
        if (strategy.Text("type") == RollingUpdate)
            strategy.Part("rollingUpdate").Default("partition", 0);
        var retention = spec.Part("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        foreach (var claim in spec.Array("volumeClaimTemplates").Objects())
            DefaultClaim(claim);
    }

    private protected override void PrepareNew(JsonObject tree) => tree["status"] = new JsonObject { ["replicas"] = 0, ["availableReplicas"] = 0 };

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"], bearsName: false);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var (type, partition) = (spec["updateStrategy"]["type"], spec["updateStrategy"]["rollingUpdate"]["partition"]);
        return
        [
            .. Checks.OneOf(spec["podManagementPolicy"], "OrderedReady", "Parallel"),
            .. Checks.OneOf(type, "RollingUpdate", "OnDelete"),
            .. Checks.NonNegative(partition),
            .. type.Text == "OnDelete" && spec["updateStrategy"]["rollingUpdate"].IsSet
                ? [FieldFault.Invalid(spec["updateStrategy"]["rollingUpdate"].Path, "{}", "only allowed for updateStrategy 'RollingUpdate'")] : Array.Empty<FieldFault>(),
            .. Checks.OneOf(spec["persistentVolumeClaimRetentionPolicy"]["whenDeleted"], "Delete", "Retain"),
            .. Checks.OneOf(spec["persistentVolumeClaimRetentionPolicy"]["whenScaled"], "Delete", "Retain"),
            .. Checks.NonNegative(spec["replicas"]),
            .. Checks.NonNegative(spec["minReadySeconds"]),
            .. Checks.NonNegative(spec["ordinals"]["start"]),
            .. SelectorRules.Check(spec["selector"], "statefulset"),
            .. TemplateRules.CheckForEver(WithClaims(spec), "StatefulSet"),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => Fixed(value["spec"].Node).SameAs(Fixed(live["spec"].Node))
        ? []
        : [FieldFault.Forbidden("spec",
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
            + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")];

    private static void DefaultClaim(JsonObject claim)
    {
        claim.Default("apiVersion", "v1");
        claim.Default("kind", "PersistentVolumeClaim");
        claim.Part("spec").Default("volumeMode", "Filesystem");
        claim.Part("status").Default("phase", "Pending");
    }

    // Containers mount the claims as if they were volumes of the template.
    private static Field WithClaims(Field spec)
    {
        if (spec["volumeClaimTemplates"].Count == 0 || spec.Node?.DeepClone() is not JsonObject copy || copy.Object("template").Object("spec") is not { } pod)
            return spec;
        if (pod["volumes"] is not JsonArray volumes)
            pod["volumes"] = volumes = [];
        foreach (var claim in spec["volumeClaimTemplates"].Items.Where(claim => volumes.All(volume => volume.Text("name") != claim["metadata"]["name"].Text)))
            volumes.Add((JsonNode)new JsonObject { ["name"] = claim["metadata"]["name"].Text, ["emptyDir"] = new JsonObject() });
        return new(spec.Path, copy);
    }

    private static JsonObject Fixed(JsonNode? spec)
    {
        var copy = (spec as JsonObject)?.DeepClone() as JsonObject ?? [];
        foreach (var field in Changeable)
            copy.Remove(field);
        return copy;
    }
}
