namespace Iamd.Protocol;

/// <summary>An error as an AWS client sees it.</summary>
/// <param name="Code">Wire code, such as <c>NoSuchEntity</c>.</param>
/// <param name="Message">One sentence naming the entity; never a secret, SQL or a CLR type. Empty for the few errors that AWS answers without one.</param>
/// <param name="Status">HTTP status: 4xx when the sender is at fault, 5xx when the receiver is.</param>
public sealed record AwsError(string Code, string Message, int Status)
{
    /// <summary><c>Sender</c> for 4xx, <c>Receiver</c> for 5xx: the <c>Type</c> element of an AWS Query error.</summary>
    public string Fault => Status < 500 ? "Sender" : "Receiver";
}
