using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>A change of the view, which says whom to wake.</summary>
/// <param name="Before">The snapshot that was there before; null if the object is new.</param>
/// <param name="After">The snapshot that is there now; null if the object is gone.</param>
public sealed record ObservedChange(ApiObject? Before, ApiObject? After)
{
    /// <summary>The latest snapshot.</summary>
    public ApiObject Object => After ?? Before ?? throw new InvalidOperationException("a change without an object");

    /// <summary>True if the object is gone.</summary>
    public bool IsGone => After is null;

    /// <summary>The snapshots, older one first.</summary>
    public IEnumerable<ApiObject> Snapshots
    {
        get
        {
            if (Before is not null)
                yield return Before;
            if (After is not null)
                yield return After;
        }
    }
}
