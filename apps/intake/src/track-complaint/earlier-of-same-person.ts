import { correctedReceipt, type Complaints } from '@redress/complaints';
import { sameContact, type Contact } from '@redress/domain';

/**
 * The complaint into which one was merged, when the contacts of both say that the same person complained. To anybody else it is somebody
 * else's complaint, of which nothing may be known; so it is when one of them said too little, or was erased.
 */
export async function earlierOfSamePerson(
  complaints: Complaints,
  reference: string,
  into: string,
): Promise<string | undefined> {
  const [own, earlier] = [await contactOn(complaints, reference), await contactOn(complaints, into)];
  return sameContact(own, earlier) === true ? into : undefined;
}

async function contactOn(complaints: Complaints, reference: string): Promise<Contact> {
  const receipt = correctedReceipt(await complaints.history(reference));
  return (receipt?.data['complainant'] ?? {}) as Contact;
}
