using ActorKube.Model.Time;
using ActorKube.Rules.Images;
using Akka.Actor;

namespace ActorKube.Node.Nodes;

/// <summary>Gets the images that a node's pods ask for: carries out what <see cref="NodeImages"/> decides. Belongs to the runtime's actor.</summary>
internal sealed class ImagePuller
{
    private readonly NodeIdentity _node;
    private readonly ImageCatalogue _catalogue;
    private readonly PullLimits _limits;
    private readonly EmulatedTimeProvider _time;
    private readonly Func<ITimerScheduler> _timers;
    private readonly Action<NodeImagesChanged> _report;
    private readonly Dictionary<long, (PullImage Pull, IActorRef Pod)> _askers = [];
    private long _asked;

    internal ImagePuller(NodeIdentity node, NodeHostSettings settings, EmulatedTimeProvider time, Func<ITimerScheduler> timers, Action<NodeImagesChanged> report)
    {
        (_node, _catalogue, _limits, _time, _timers, _report) = (node, settings.Images, settings.Pulls, time, timers, report);
        _node.Images = _node.Images.Interrupted(time.GetUtcNow());
    }

    /// <summary>Answers at once or when the image is there, and says a pull that begins or waits for its turn.</summary>
    internal void Want(PullImage pull, IActorRef pod)
    {
        var image = pull.Image;
        if (PullAnswer.AtOnce(pull.Policy, _node.Images.Has(image), pull.IsHeldBack) is { } answer)
        {
            pod.Tell(new ImageAnswered(pull.Container, image, answer));
            return;
        }
        pod.Tell(new ImagePulling(pull.Container));
        var facts = _catalogue.Find(image);
        _askers[++_asked] = (pull, pod);
        _node.Images = _node.Images.Asked(new(_asked, image, facts, RegistryAnswer.Fault(image, facts, pull.Accounts), _time.GetUtcNow()));
        Look();
    }

    /// <summary>The pod is gone: nothing more is pulled for it.</summary>
    internal void Forget(IActorRef pod)
    {
        var pulls = _askers.Where(asker => asker.Value.Pod.Equals(pod)).Select(asker => asker.Key).ToHashSet();
        if (pulls.Count == 0)
            return;
        foreach (var pull in pulls)
            _askers.Remove(pull);
        _node.Images = _node.Images.CalledOff(pulls);
        Look();
    }

    /// <summary>Goes on with what is on its way.</summary>
    internal void Look()
    {
        var before = _node.Images.Count;
        (_node.Images, var ended, var due) = _node.Images.Until(_limits, _time.GetUtcNow());
        foreach (var (request, answer) in ended)
            if (_askers.Remove(request.Id, out var asker))
                asker.Pod.Tell(new ImageAnswered(asker.Pull.Container, request.Image, answer));
        if (_node.Images.Count != before)
            _report(new(_node.Name, _node.Images));
        if (due is { } moment)
            _timers().StartSingleTimer(PullsDue.Instance, PullsDue.Instance, _time.ToReal(moment - _time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero));
    }
}

/// <summary>To the runtime: a pull has ended, as far as time goes.</summary>
internal sealed record PullsDue : ILocalMessage
{
    internal static readonly PullsDue Instance = new();
}
