using System.Collections.Immutable;
using ActorKube.Node.Nodes;
using ActorKube.Rules.Images;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Pods;

/// <summary>
/// The images of one pod's containers, asked for one after the other as a kubelet does, so that containers of the same image pull it once. Belongs to the pod's actor.
/// </summary>
internal sealed class PodImages(NodeHostSettings settings, IPodImagesOwner owner)
{
    private ImmutableQueue<string> _turns = [];
    private ImmutableDictionary<string, PullBackoff> _backoffs = ImmutableDictionary<string, PullBackoff>.Empty;
    private string? _asked;

    /// <summary>A container is to have its image; it is run when it has.</summary>
    internal void Want(string container)
    {
        _turns = _turns.Enqueue(container);
        Next();
    }

    /// <summary>Takes a message to the pod that was meant for here.</summary>
    internal void Take(IImageMessage message)
    {
        switch (message)
        {
            case ImagePulling(var name) when owner.IsWanted(name):
                owner.Notice(name, PullNotice.Pulling(ImageOf(name)));
                break;
            case ImageAnswered answered:
                _asked = null;
                OnAnswered(answered);
                Next();
                break;
        }
    }

    private void OnAnswered(ImageAnswered answered)
    {
        var (name, image) = (answered.Container, ImageOf(answered.Container));
        if (!owner.IsWanted(name))
            return;
        if (!ImageReference.TryParse(image, out var wanted) || wanted != answered.Image)
        {
            // The container has got another image meanwhile.
            _turns = _turns.Enqueue(name);
            return;
        }
        Show(name, PullOutcome.Of(answered.Answer, image, _backoffs.GetValueOrDefault(image), owner.Now, settings.ImageBackoffInitial, settings.ImageBackoffMax));
    }

    private void Next()
    {
        while (_asked is null && !_turns.IsEmpty)
        {
            _turns = _turns.Dequeue(out var name);
            if (!owner.IsWanted(name))
                continue;
            var text = ImageOf(name);
            if (!ImageReference.TryParse(text, out var image))
            {
                Show(name, PullOutcome.InvalidName(text));
                continue;
            }
            var (secrets, missing) = PodReferences.PullSecrets(owner.Spec, owner.Objects);
            if (!missing.IsEmpty)
                owner.Notice(null, PullNotice.SecretsMissing(missing));
            _asked = name;
            var isHeldBack = _backoffs.TryGetValue(text, out var backoff) && owner.Now < backoff.Until;
            owner.Ask(new PullImage(name, image, owner.Spec.Container(name).Model.ImagePullPolicy, isHeldBack, PullKeyring.AccountsFor(image, secrets)));
        }
    }

    private void Show(string name, PullOutcome outcome)
    {
        var text = ImageOf(name);
        _backoffs = outcome.Backoff is { } backoff ? _backoffs.SetItem(text, backoff) : _backoffs.Remove(text);
        foreach (var notice in outcome.Notices)
            owner.Notice(name, notice);
        if (outcome.Failure is { } failure)
            owner.ImageFailed(name, failure);
        else
            owner.ImageReady(name);
    }

    private string ImageOf(string container) => owner.Spec.Container(container).Model.Image;
}
