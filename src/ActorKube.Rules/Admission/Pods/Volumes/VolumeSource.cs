using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>A type of volume.</summary>
/// <param name="Name">The field of the volume.</param>
/// <param name="Check">What the source must keep to.</param>
internal sealed record VolumeSource(string Name, Func<Field, IEnumerable<FieldFault>> Check)
{
    /// <summary>What upstream calls the field in faults of the source, where that is another name.</summary>
    internal string CalledInFaults { get; init; } = Name;

    /// <summary>What upstream calls the field if it is one too many.</summary>
    internal string CalledInExcess { get; init; } = Name;
}
