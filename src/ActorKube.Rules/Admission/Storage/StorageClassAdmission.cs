using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>Admission of StorageClasses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/storage-classes/.</remarks>
internal sealed class StorageClassAdmission() : KindAdmission(KindCatalogue.StorageClass)
{
    private const int MostParameters = 512;
    private const int MostParameterBytes = 256 * 1024;

    private protected override void Default(JsonObject tree)
    {
        tree.Default("reclaimPolicy", "Delete");
        if (tree["volumeBindingMode"] is null)
            tree["volumeBindingMode"] = "Immediate";
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (provisioner, mode) = (value["provisioner"], value["volumeBindingMode"]);
        return
        [
            .. Checks.Name(provisioner with { Node = provisioner.Text.ToLowerInvariant() }, NameRule.QualifiedFaults),
            .. Parameters(value["parameters"]),
            .. Checks.Known(value["reclaimPolicy"], "Delete", "Retain"),
            .. mode.Text is "Immediate" or "WaitForFirstConsumer"
                ? Array.Empty<FieldFault>()
                : [FieldFault.NotSupported(mode.Path, mode.Text, "Immediate", "WaitForFirstConsumer")],
            .. TopologyRules.Check(value["allowedTopologies"]),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var mode = value["volumeBindingMode"];
        return
        [
            .. new[] { "parameters", "provisioner", "reclaimPolicy" }
                .Where(name => Changed(value[name], live[name])).Select(name => FieldFault.Forbidden(name, $"updates to {name} are forbidden.")),
            .. Changed(mode, live["volumeBindingMode"]) ? [FieldFault.Invalid(mode.Path, mode.Text, Checks.Immutable)] : Array.Empty<FieldFault>(),
        ];
    }

    private static bool Changed(Field value, Field live) => !value.Node.SameAs(live.Node) && (value.Count > 0 || live.Count > 0 || value.Text != live.Text);

    private static IEnumerable<FieldFault> Parameters(Field parameters)
    {
        if (parameters.Count > MostParameters)
            return [FieldFault.TooLong(parameters.Path, MostParameters)];
        return
        [
            .. parameters.Entries.Where(entry => entry.Key.Length == 0).Select(entry => FieldFault.Invalid(parameters.Path, entry.Key, "field can not be empty.")),
            .. parameters.Entries.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value.Text)) > MostParameterBytes
                ? [FieldFault.TooLong(parameters.Path, MostParameterBytes)]
                : Array.Empty<FieldFault>(),
        ];
    }
}
