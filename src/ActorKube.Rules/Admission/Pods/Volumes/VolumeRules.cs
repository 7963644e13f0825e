using System.Collections.Immutable;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What the volumes of a pod must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/.</remarks>
internal static class VolumeRules
{
    // The names of a session with an iSCSI target are made of both, and are that long.
    private const int LongestSession = 64;

    /// <summary>The volumes that nothing is wrong with, and the faults of the others.</summary>
    /// <param name="volumes">The list.</param>
    /// <param name="podName">The name of the pod; empty for a template.</param>
    internal static (ImmutableDictionary<string, Field> Sound, ImmutableArray<FieldFault> Faults) Check(Field volumes, string podName)
    {
        var made = podName.Length == 0
            ? []
            : volumes.Items.Where(volume => volume["ephemeral"].IsSet).Select(volume => $"{podName}-{volume["name"].Text}").ToHashSet();
        var sound = ImmutableDictionary.CreateBuilder<string, Field>();
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        foreach (var volume in volumes.Items)
        {
            var (name, claim) = (volume["name"], volume["persistentVolumeClaim"]["claimName"]);
            List<FieldFault> own = [.. Source(volume, podName), .. Checks.Name(name, NameRule.Label.Faults)];
            if (sound.ContainsKey(name.Text))
                own.Add(FieldFault.Duplicate(name.Path, name.Text));
            if (own.Count == 0)
                sound.Add(name.Text, volume);
            faults.AddRange(own);
            if (claim.IsSet && made.Contains(claim.Text))
                faults.Add(FieldFault.Invalid(claim.Path, claim.Text, "must not reference a PVC that gets created for an ephemeral volume"));
        }
        return (sound.ToImmutable(), faults.ToImmutable());
    }

    private static IEnumerable<FieldFault> Source(Field volume, string podName)
    {
        var sources = VolumeSources.All.Where(source => volume[source.Name].IsSet).ToList();
        if (sources.Count == 0)
            return [FieldFault.Required(volume.Path, "must specify a volume type")];
        var first = sources[0];
        return
        [
            .. first.Check(volume[first.Name] with { Path = $"{volume.Path}.{first.CalledInFaults}" }),
            .. sources.Skip(1).Select(source => FieldFault.Forbidden($"{volume.Path}.{source.CalledInExcess}", "may not specify more than 1 volume type")),
            .. first.Name == "ephemeral" ? ClaimName(volume["name"], podName) : [],
            .. Session(volume),
        ];
    }

    private static IEnumerable<FieldFault> ClaimName(Field name, string podName)
    {
        if (podName.Length == 0 || name.IsEmptyText)
            return [];
        var claim = $"{podName}-{name.Text}";
        return NameRule.Subdomain.Faults(claim).Select(fault => FieldFault.Invalid(name.Path, name.Text, $"PVC name {QuotedText.Of(claim)}: {fault}"));
    }

    private static IEnumerable<FieldFault> Session(Field volume)
    {
        var (name, iscsi) = (volume["name"], volume["iscsi"]);
        return iscsi["initiatorName"].IsSet && $"{name.Text}:{iscsi["targetPortal"].Text}".Length > LongestSession
            ? [FieldFault.Invalid(name.Path, name.Text,
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.")]
            : [];
    }
}
