using ActorKube.Model.Refusals;

namespace ActorKube.Node.Sessions;

/// <summary>A session that was opened and fails at once, where upstream says so only after the streams are there.</summary>
internal sealed class FailedSession(Refusal refusal) : IContainerSession
{
    public void Start(ISessionHost host) => host.Fail(refusal);

    public void Input(ReadOnlyMemory<byte> bytes)
    {
    }

    public void EndInput()
    {
    }

    public void Resize(int width, int height)
    {
    }

    public void Proceed()
    {
    }

    public void ContainerEnded()
    {
    }

    public void Close()
    {
    }
}
