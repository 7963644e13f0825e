using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Images;

/// <summary>
/// The images of a node and its pulls: what is there, what waits for its turn, what is on its way. A pull brings the layers that the node lacks; one that another pull
/// brings is waited for.
/// </summary>
public sealed record NodeImages
{
    /// <summary>A node without any.</summary>
    public static readonly NodeImages None = new();

    private const int Shown = 50;

    private ImmutableDictionary<string, long> _sizes = ImmutableDictionary<string, long>.Empty;
    private ImmutableDictionary<string, DateTimeOffset> _layers = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private ImmutableQueue<PullRequest> _waiting = [];
    private ImmutableArray<Active> _active = [];

    private NodeImages() { }

    /// <summary>How many are there.</summary>
    public int Count => _sizes.Count;

    /// <summary>True if the image is there.</summary>
    public bool Has(ImageReference image) => _sizes.ContainsKey(image.FullName);

    /// <summary>With another pull that waits for its turn.</summary>
    public NodeImages Asked(PullRequest request) => this with { _waiting = _waiting.Enqueue(request) };

    /// <summary>Without pulls that nobody wants any more, but for those that bring a layer for another one that is on its way.</summary>
    /// <param name="pulls">Their numbers.</param>
    public NodeImages CalledOff(IReadOnlySet<long> pulls)
    {
        var images = this with { _waiting = [.. _waiting.Where(request => !pulls.Contains(request.Id))] };
        foreach (var pull in _active.Where(pull => pulls.Contains(pull.Request.Id)))
            if (!images._active.Any(other => other != pull && other.Request.Facts.LayersOf(other.Request.Image).Any(layer => pull.Brings.Contains(layer.Id))))
                images = images with { _active = images._active.Remove(pull), _layers = images._layers.RemoveRange(pull.Brings) };
        return images;
    }

    /// <summary>What is left when the runtime that pulled is gone: the images that were whole.</summary>
    public NodeImages Interrupted(DateTimeOffset now) => this with
    {
        _waiting = [], _active = [], _layers = _layers.RemoveRange(_layers.Where(layer => layer.Value > now).Select(layer => layer.Key)),
    };

    /// <summary>What has happened until now: pulls that ended, others that took their turn.</summary>
    /// <param name="limits">How the node pulls.</param>
    /// <param name="now">The time.</param>
    /// <returns>The images then; the pulls that ended, with what to answer; and when to look again, null if nothing is on its way.</returns>
    public (NodeImages Images, ImmutableArray<(PullRequest Request, PullAnswer Answer)> Ended, DateTimeOffset? LookAgain) Until(PullLimits limits, DateTimeOffset now)
    {
        var ended = ImmutableArray.CreateBuilder<(PullRequest, PullAnswer)>();
        var images = this;
        do
        {
            foreach (var pull in images._active.Where(pull => pull.Due <= now).OrderBy(pull => pull.Due).ToList())
            {
                images = images.Finished(pull);
                ended.Add((pull.Request, pull.Request.Fault is { } fault ? new PullAnswer.Failed(fault)
                    : new PullAnswer.Pulled(pull.Due - pull.Began, pull.Due - pull.Request.Since, pull.Request.Facts.Bytes)));
            }
            while (images._active.Length < limits.AtOnce && !images._waiting.IsEmpty)
                images = images.Begun(limits, now);
        }
        while (images._active.Any(pull => pull.Due <= now));
        return (images, ended.ToImmutable(), images._active.IsEmpty ? null : images._active.Min(pull => pull.Due));
    }

    /// <summary>The images as Node.status.images has them: the largest fifty.</summary>
    /// <remarks>Source: the kubelet's nodeStatusMaxImages.</remarks>
    public JsonArray ToStatus() => new([.. _sizes.OrderByDescending(image => image.Value).ThenBy(image => image.Key, StringComparer.Ordinal).Take(Shown)
        .Select(image => new JsonObject { ["names"] = new JsonArray(image.Key), ["sizeBytes"] = image.Value })]);

    private NodeImages Begun(PullLimits limits, DateTimeOffset now)
    {
        var waiting = _waiting.Dequeue(out var request);
        if (request.Fault is not null)
            return this with { _waiting = waiting, _active = _active.Add(new(request, now, now, [])) };
        var layers = request.Facts.LayersOf(request.Image).ToList();
        var missing = layers.Where(layer => !_layers.ContainsKey(layer.Id)).DistinctBy(layer => layer.Id).ToList();
        var due = now + TimeSpan.FromSeconds((double)missing.Sum(layer => layer.Bytes) / limits.Bandwidth);
        var others = layers.Select(layer => _layers.GetValueOrDefault(layer.Id, now)).Append(due).Max();
        return this with
        {
            _waiting = waiting, _active = _active.Add(new(request, now, others, [.. missing.Select(layer => layer.Id)])), _layers = _layers.SetItems(missing.Select(layer => KeyValuePair.Create(layer.Id, due))),
        };
    }

    private NodeImages Finished(Active pull) => this with
    {
        _active = _active.Remove(pull), _sizes = pull.Request.Fault is null ? _sizes.SetItem(pull.Request.Image.FullName, pull.Request.Facts.Bytes) : _sizes,
    };

    private sealed record Active(PullRequest Request, DateTimeOffset Began, DateTimeOffset Due, ImmutableArray<string> Brings);
}
