using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What the access modes of a volume, or of a claim to one, must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes.</remarks>
internal static class AccessModeRules
{
    private const string OfOnePod = "ReadWriteOncePod";

    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", OfOnePod];

    internal static IEnumerable<FieldFault> Check(Field modes)
    {
        var known = modes.Items.Select(mode => mode.Text).Where(Modes.Contains).ToHashSet();
        return
        [
            .. modes.Items.Where(mode => !known.Contains(mode.Text)).Select(mode => FieldFault.NotSupported(modes.Path, mode.Text, Modes)),
            .. known.Contains(OfOnePod) && known.Count > 1
                ? [FieldFault.Forbidden(modes.Path, "may not use ReadWriteOncePod with other access modes")]
                : Array.Empty<FieldFault>(),
        ];
    }
}
