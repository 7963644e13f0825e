using ActorKube.Palettes.Contract;
using Grpc.Core;

namespace ActorKube.Pbm.Hosts;

/// <summary>A running command that exchanges bytes with this program.</summary>
internal sealed class HostCall(AsyncDuplexStreamingCall<Input, OutputPart> call, Func<RpcException, CancellationToken, HostFaultException> faultOf) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>The next part of the output; null at its end.</summary>
    /// <exception cref="HostFaultException">The host was lost.</exception>
    public async ValueTask<OutputPart?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellation) ? call.ResponseStream.Current : null;
        }
        catch (RpcException failed)
        {
            throw faultOf(failed, cancellation);
        }
    }

    /// <summary>Sends an input, as fast as the host takes it. False if the command is over and takes none; the output says how.</summary>
    public async ValueTask<bool> SendAsync(Input input, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await call.RequestStream.WriteAsync(input, cancellation);
            return true;
        }
        catch (Exception over) when (over is RpcException or InvalidOperationException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Breaks the command off if it still runs.</summary>
    public void Dispose() => call.Dispose();
}
