using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>
/// Admission of CustomResourceDefinitions. They are kept and checked; nobody serves their objects yet, so no condition of theirs is set here.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/.</remarks>
internal sealed class CustomResourceDefinitionAdmission() : KindAdmission(KindCatalogue.CustomResourceDefinition)
{
    internal override bool AllowsUnconditionalUpdate => false;

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree) => DefinitionDefaults.Of(tree.Part("spec"));

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["status"] = new JsonObject
        {
            ["acceptedNames"] = new JsonObject { ["kind"] = "", ["plural"] = "" },
            ["conditions"] = new JsonArray(),
            ["storedVersions"] = new JsonArray(),
        };
        NoteStoredVersion(tree);
    }

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live) => NoteStoredVersion(tree);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (name, spec) = (value["metadata"]["name"], value["spec"]);
        var hoisted = new Field(spec.Path, HoistedDefinition.Of(spec.Node as JsonObject ?? []));
        return
        [
            .. name.Text == $"{spec["names"]["plural"].Text}.{spec["group"].Text}"
                ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid(name.Path, name.Text, "must be spec.names.plural+\".\"+spec.group")],
            .. DefinitionRules.Check(hoisted),
            .. DefinitionNameRules.Check(value["status"]["acceptedNames"]),
            .. StoredVersionRules.Check(value["status"]["storedVersions"], spec["versions"]),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateNew(Field value) =>
        [.. ApprovalRules.Check(value, null), .. Pruning(value["spec"]["preserveUnknownFields"])];

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (spec, before) = (value["spec"], live["spec"]);
        var established = live["status"]["conditions"].Items.Any(condition => condition["type"].Text == "Established" && condition["status"].Text == "True");
        return
        [
            .. established ? Kept(spec["scope"], before["scope"]).Concat(Kept(spec["names"]["kind"], before["names"]["kind"])) : [],
            .. Kept(spec["group"], before["group"]),
            .. Kept(spec["names"]["plural"], before["names"]["plural"]),
            .. ApprovalRules.Check(value, live),
            .. Pruning(spec["preserveUnknownFields"]),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) => DefinitionNameRules.Check(status["acceptedNames"]);

    private static IEnumerable<FieldFault> Kept(Field now, Field before) => now.Text == before.Text ? [] : [FieldFault.Invalid(now.Path, now.Text, Checks.Immutable)];

    private static IEnumerable<FieldFault> Pruning(Field preserve) => preserve.Flag
        ? [FieldFault.Invalid(preserve.Path, true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
        : [];

    // A version in which objects were stored once stays in the list until somebody has moved them and says so.
    private static void NoteStoredVersion(JsonObject tree)
    {
        var stored = tree.Object("spec").Array("versions").Objects().FirstOrDefault(version => version["storage"] is JsonValue flag && flag.TryGetValue<bool>(out var set) && set);
        if (stored is null)
            return;
        var status = tree.Part("status");
        if (status["storedVersions"] is not JsonArray versions)
            status["storedVersions"] = versions = [];
        if (!versions.Texts().Contains(stored.Text("name")))
            versions.Add(stored.Text("name"));
    }
}
